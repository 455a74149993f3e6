"""The Monday list: five lines a person at most, his own plans and promises first, in words that read well."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from relsheet.pages.agenda import agenda, last_day_of
from relsheet.pages.days import day_text
from relsheet.pages.monday import LINES, MondayLine, monday_list, most_urgent
from relsheet.records import Book, History, Role, TodoRow
from relsheet.render.monday import monday_markdown, monday_text
from relsheet.rules.results import Action
from relsheet.texts import LANGUAGES, Language, texts_in
from tests.rules.given import NOW, TODAY, ago, ahead, assessed, book, complaint, customer, tab, visit

EN, ZH = texts_in("en"), texts_in("zh")


def lines_of(of: Book, language: Language = "en") -> list[MondayLine]:
    people = monday_list(assessed(of, language=language), texts_in(language)).people
    return [line for person in people for line in person.lines]


def one_line(of: Book, language: Language = "en") -> MondayLine:
    (line,) = lines_of(of, language)
    return line


@pytest.mark.parametrize(
    ("days", "en", "zh"),
    [
        pytest.param(0, "today", "今天", id="today"),
        pytest.param(1, "tomorrow", "明天", id="tomorrow"),
        pytest.param(-1, "yesterday", "昨天", id="yesterday"),
        pytest.param(2, "Tue 24 Nov", "11月24日周二", id="in this year: without the year"),
        pytest.param(60, "Thu 21 Jan 2027", "2027年1月21日周四", id="in another year: with it"),
    ],
)
def test_days_are_said_as_people_say_them(days: int, en: str, zh: str) -> None:
    assert day_text(TODAY + timedelta(days=days), TODAY, EN) == en
    assert day_text(TODAY + timedelta(days=days), TODAY, ZH) == zh


def test_a_late_promise_says_what_was_promised_and_how_late_it_is() -> None:
    met = visit(ago(20), promise="new prices", promise_due=ago(6), our_person="Ann", notes="Asked for new prices.")
    line = one_line(book(customer(owner="Ann"), visits=(met,)))
    assert line.what == "You promised: new prices"
    assert line.why == "Promised for Mon 16 Nov, 6 days late"
    assert line.note is not None
    assert (line.note.text, line.note.day) == ("Asked for new prices.", ago(20))


@pytest.mark.parametrize(
    ("day", "by", "why"),
    [
        pytest.param(ahead(2), "Tue 24 Nov", "", id="ahead: the day says it all"),
        pytest.param(TODAY, "today", "", id="today is not late"),
        pytest.param(ago(1), "now", "Planned for Sat 21 Nov, 1 day ago; no contact noted since", id="yesterday"),
    ],
)
def test_the_users_own_plan_is_said_as_his(day: object, by: str, why: str) -> None:
    line = one_line(book(customer(next_contact=day, next_action="show the samples", last_contact=ago(30))))
    assert (line.what, line.by, line.why) == ("You planned: show the samples", by, why)


def test_his_plan_rules_over_what_we_would_suggest_and_a_complaint_over_his_plan() -> None:
    planned = customer(next_contact=ahead(3), next_action="lunch", contract_end=ahead(20), last_contact=ago(400))
    assert one_line(book(planned)).what == "You planned: lunch"
    late = complaint(opened_at=NOW - timedelta(days=30), id="K1", description="It leaks.")
    line = one_line(book(planned, complaints=(late,)))
    assert line.what == "Resolve complaint K1"
    assert line.why.startswith("“It leaks.” Was to be solved by")
    assert "working days late" in line.why


def test_a_person_has_five_lines_one_per_customer_and_the_rest_is_counted() -> None:
    many = [customer(f"C{n}", owner="Ann", next_contact=ahead(1), contract_end=ahead(9)) for n in range(9)]
    (person,) = monday_list(assessed(book(*many)), EN).people
    assert len(person.lines) == LINES
    assert len({line.action.customer for line in person.lines}) == LINES
    assert person.more > 0


def test_people_come_by_name_and_what_nobody_owns_last() -> None:
    many = [
        customer(name, owner=owner, next_contact=ahead(1)) for name, owner in (("a", None), ("b", "Wei"), ("c", "Ann"))
    ]
    found = monday_list(assessed(book(*many)), EN)
    assert [person.owner for person in found.people] == ["Ann", "Wei", None]
    assert [person.owner for person in monday_list(assessed(book(*many)), EN, {"Wei"}).people] == ["Wei"]


def test_what_is_due_this_week_stands_before_what_is_due_later() -> None:
    soon, later = (
        assessed(book(customer(key, next_contact=day))).actions[0] for key, day in (("s", TODAY), ("l", ahead(9)))
    )
    urgent: Action = structs.replace(later, rank=0)
    assert [action.customer for action in most_urgent([urgent, soon], ahead(7))] == ["s", "l"]


def test_what_the_user_has_ticked_is_not_said_again() -> None:
    of = book(customer(next_contact=ahead(1)))
    (action,) = assessed(of).actions
    found = assessed(of)
    ticked = replace(
        found.book, history=History(todo=(TodoRow(action_id=action.id, origin=action.rows[0], done=True),))
    )
    assert monday_list(replace(found, book=ticked), EN).people == ()
    assert agenda(replace(found, book=ticked)) == ()


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param("today", TODAY, id="today"),
        pytest.param("week", ahead(7), id="week: on a Sunday the week that begins"),
        pytest.param("2026-12-01", ahead(9), id="a date"),
    ],
)
def test_the_agenda_ends_on_the_day_that_was_asked_for(span: str, expected: object) -> None:
    assert last_day_of(span, TODAY) == expected


def test_the_agenda_holds_what_is_due_by_then_and_what_is_late() -> None:
    of = book(customer("late", next_contact=ago(3), last_contact=ago(9)), customer("soon", next_contact=ahead(2)))
    assert [action.customer for action in agenda(assessed(of), last_day=ahead(1))] == ["late"]
    assert [action.customer for action in agenda(assessed(of), last_day=ahead(2))] == ["late", "soon"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_plain_and_the_markdown_escaped(language: Language) -> None:
    of = book(customer(name="A*B_C <b> Ltd", next_contact=ahead(1), owner="Ann"))
    text = "\n".join(monday_text(monday_list(assessed(of, language=language), texts_in(language)), texts_in(language)))
    assert "A*B_C <b> Ltd" in text
    assert "|" not in text
    markdown = "\n".join(
        monday_markdown(monday_list(assessed(of, language=language), texts_in(language)), texts_in(language))
    )
    assert r"A\*B\_C \<b\> Ltd" in markdown


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_week_says_so(language: Language) -> None:
    words = texts_in(language)
    assert words("monday.none") in list(monday_text(monday_list(assessed(book()), words), words))


@pytest.mark.parametrize(
    ("satisfied", "why"),
    [
        pytest.param(False, "Leaking", id="closed against his will"),
        pytest.param(None, "Solved", id="solved, and nobody has told him"),
    ],
)
def test_a_complaint_that_is_over_says_what_is_still_owed(satisfied: bool | None, why: str) -> None:
    register = tab(Role.COMPLAINTS, "opened_at", "resolved_at", "satisfaction")
    row = complaint(id="T1", opened_at=ago(20), resolved_at=ago(9), satisfied=satisfied, description="Leaking")
    line = one_line(book(customer(owner="Ann"), complaints=(row,), tabs=(register,)))
    assert why in line.why
    assert ("not content" in line.why) is (satisfied is False)


@pytest.mark.parametrize(
    ("planned", "shown"),
    [
        pytest.param((0, 7, 8), (0, 7), id="this week and the week after; the next one is too far ahead"),
        pytest.param((8, 9), (8,), id="nothing before: the next thing there is"),
        pytest.param((), (), id="nothing at all"),
    ],
)
def test_what_is_far_ahead_is_left_for_later(planned: tuple[int, ...], shown: tuple[int, ...]) -> None:
    sunday = last_day_of("week", TODAY)
    days = [sunday + timedelta(days=day) for day in planned]
    rows = [customer(f"C{day}", owner="Ann", next_contact=day, next_action="Call") for day in days]
    lines = lines_of(book(*rows)) if rows else []
    assert [line.action.due for line in lines] == [sunday + timedelta(days=day) for day in shown]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        pytest.param("en", "Late: 1 promise, 2 plans of yours", id="en"),
        pytest.param("zh", "已经晚了：承诺 1 项、自己定的计划 2 项", id="zh"),
    ],
)
def test_one_line_counts_what_is_late(language: Language, told: str) -> None:
    rows = [customer(f"C{n}", owner="Ann", next_contact=ago(3)) for n in range(2)]
    made = visit(ago(20), key="C3", promise="prices", promise_due=ago(6))
    texts = texts_in(language)
    of = book(*rows, customer("C3", owner="Bo"), visits=(made,))
    whole = monday_list(assessed(of, language=language), texts)
    assert list(monday_text(whole, texts))[1] == told
    assert told in list(monday_markdown(whole, texts))
    assert monday_list(assessed(of), EN, {"Bo"}).overdue == {"promises": 1}
    assert not monday_list(assessed(book(customer(last_contact=TODAY))), EN).overdue
