"""The action list in every format: harmless as CSV, the same entries again as a calendar, escaped as Markdown."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from relsheet.errors import UsageError
from relsheet.pages.evaluation import evaluation_table
from relsheet.render.agenda import agenda_csv, agenda_json, agenda_lines, agenda_markdown, harmless
from relsheet.render.calendar import agenda_ics, uid_of
from relsheet.render.counts import counts_lines, counts_markdown
from relsheet.render.measure import terminal_width
from relsheet.render.terminal import Terminal
from relsheet.rules.assessment import Fate, PlayRecord, Since
from relsheet.rules.results import Action
from relsheet.texts import LANGUAGES, Language, texts_in
from tests.pages.sample import NOW, TODAY, sample, sample_texts

EN = sample_texts("en")
ACTIONS = sample(30).actions


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+86 10 5555", "'+86 10 5555", id="a plus, be it only a phone number"),
        pytest.param("-5 %", "'-5 %", id="a minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="an at sign"),
        pytest.param("＝1+1", "'＝1+1", id="a full-width equals sign"),
        pytest.param("  =1+1", "'=1+1", id="blanks before it"),
        pytest.param("\t=1+1", "'=1+1", id="a tab before it"),
        pytest.param("x\r\n=1+1", "x =1+1", id="on a second line: there is but one"),
        pytest.param("a;=1+1", "a;'=1+1", id="after a semicolon, which parts cells in German Excel"),
        pytest.param("a; -5", "a;' -5", id="after a semicolon and a blank"),
        pytest.param("2 = 2", "2 = 2", id="in the middle it is harmless"),
        pytest.param("a, -5", "a, -5", id="a comma is quoted"),
        pytest.param("Acme", "Acme", id="plain text stays"),
        pytest.param("", "", id="nothing stays nothing"),
    ],
)
def test_no_text_of_a_csv_is_a_formula(written: str, shown: str) -> None:
    assert harmless(written) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_csv_opens_in_excel_and_gives_the_texts_back(language: Language) -> None:
    actions = sample(30, language).actions
    written = agenda_csv(actions, texts_in(language))
    assert written.encode().startswith(b"\xef\xbb\xbf")
    assert written.count("\r\n") == len(actions) + 1
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    name = texts_in(language)("actions.column.customer")
    assert [row[name] for row in rows] == [action.customer_name for action in actions]


def entries(actions: tuple[Action, ...], days_later: int = 0) -> dict[str, dict[str, str]]:
    """The calendar read back: by UID the lines of each entry."""
    icalendar = pytest.importorskip("icalendar")
    content = agenda_ics(actions, NOW + timedelta(days=days_later), EN)
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert len({str(entry["UID"]) for entry in found}) == len(found)
    return {str(entry["UID"]): {name: entry[name].to_ical().decode() for name in entry} for entry in found}


def test_the_calendar_is_the_same_bytes_for_the_same_list() -> None:
    pytest.importorskip("icalendar")
    assert agenda_ics(ACTIONS, NOW, EN) == agenda_ics(ACTIONS, NOW, EN)


def test_an_entry_keeps_its_name_when_its_day_moves_and_is_the_newer_one() -> None:
    before = entries(ACTIONS)
    moved = tuple(
        structs.replace(action, due=action.due + timedelta(days=7), id=f"new{action.id}") for action in ACTIONS
    )
    after = entries(moved, days_later=1)
    assert before.keys() == after.keys()
    for uid, entry in before.items():
        assert int(after[uid]["SEQUENCE"]) > int(entry["SEQUENCE"])
        assert after[uid]["DTSTAMP"] > entry["DTSTAMP"]


def test_what_is_late_stands_on_today() -> None:
    late = tuple(action for action in ACTIONS if action.due < TODAY)
    assert late
    assert {entry["DTSTART"] for entry in entries(late).values()} == {f"{TODAY:%Y%m%d}"}
    assert all(" late" in entry["DESCRIPTION"] for entry in entries(late).values())


def test_a_plan_that_was_put_off_is_the_same_entry() -> None:
    plan = structs.replace(ACTIONS[0], is_own_plan=True, play="own_plan", subject="2026-11-24")
    assert uid_of(plan) == uid_of(structs.replace(plan, play="own_plan_past", subject="2026-12-01"))
    assert uid_of(plan) != uid_of(structs.replace(plan, customer="C999"))


def test_two_complaints_of_a_customer_are_two_entries() -> None:
    action = structs.replace(ACTIONS[0], subject="T1")
    assert uid_of(action) != uid_of(structs.replace(action, subject="T2"))


def test_without_the_extra_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    with pytest.raises(UsageError, match=r"relsheet\[calendar\]"):
        agenda_ics(ACTIONS, NOW, EN)


def test_markdown_keeps_a_table_whatever_the_user_writes() -> None:
    action = structs.replace(ACTIONS[0], customer_name="A|B\nC", text="*x* <script>")
    *_, row = agenda_markdown((action,), EN)
    assert r"A\|B C" in row
    assert r"\*x\* \<script\>" in row


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_fits_the_terminal(width: int, language: Language) -> None:
    lines = list(agenda_lines(sample(30, language).actions, texts_in(language), Terminal(width)))
    assert all(terminal_width(line) <= max(width, 40) for line in lines)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("wants\n a better price", "wants a better price", id="on one line"),
        pytest.param("x" * 81, "x" * 79 + "…", id="cut after 80 characters"),
        pytest.param(None, None, id="nothing noted"),
    ],
)
def test_the_json_quotes_the_last_note(written: str | None, shown: str | None) -> None:
    action = structs.replace(ACTIONS[0], quote=written)
    (told,) = json.loads(agenda_json([action], "crm.xlsx", NOW.isoformat()))["actions"]
    assert told["note"] == shown


def test_the_json_has_the_keys_of_the_answer_and_those_of_the_list() -> None:
    answer = json.loads(agenda_json(ACTIONS, "crm.xlsx", NOW.isoformat()))
    assert answer["source"] == "crm.xlsx"
    assert {"id", "due", "owner", "text", "why", "carried_days", "first_suggested"} <= set(answer["actions"][0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_told_in_columns_as_narrow_as_their_words(language: Language) -> None:
    texts = texts_in(language)
    record = PlayRecord("contact", 12, {Fate.DONE: 9, Fate.OPEN: 3}, {Since.IMPROVED: 7, Since.SAME: 5})
    table = evaluation_table(replace(sample(5, language), evaluation=(record,)), texts)
    lines = list(counts_lines(table, Terminal(90)))
    assert all(terminal_width(line) < 90 for line in lines[2:])
    assert lines[-1].split()[-8:] == ["12", "9", "–", "–", "3", "7", "5", "–"]
    assert "| 12 | 9 |" in list(counts_markdown(table))[-1]


def test_an_empty_list_says_so() -> None:
    assert list(agenda_lines((), EN, Terminal())) == [EN("actions.none")]
