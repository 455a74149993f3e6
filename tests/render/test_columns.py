"""Findings beside the user's rows: real dates, words, fills by tone, and widths that fit."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from relsheet.render.columns import cell_style, column_edits, shown
from relsheet.render.measure import text_width
from relsheet.render.palette import BAD, MUTED, TIER_FILLS, WATCH
from relsheet.rules.finding import Finding, FindingValue, Tone
from relsheet.sheets.workbook import Value
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import NOW, TODAY, sample


@pytest.mark.parametrize(
    ("value", "text", "cell"),
    [
        pytest.param("T2", "2 Preferred", "2 Preferred", id="a word is shown as its text"),
        pytest.param(date(2026, 11, 23), "2026-11-23", date(2026, 11, 23), id="a day stays a day, so that it sorts"),
        pytest.param(NOW, "2026-11-23 09:00", NOW.replace(tzinfo=None), id="a moment without its zone"),
        pytest.param(72, "72", 72, id="a number stays a number"),
        pytest.param(17, "14–20", "14–20", id="a range is text"),
        pytest.param(None, "=1+1", "=1+1", id="text is text whatever it begins with"),
    ],
)
def test_what_the_cell_holds(value: FindingValue, text: str, cell: Value) -> None:
    assert shown(Finding(value, text, Tone.NEUTRAL, "")) == cell


@pytest.mark.parametrize(
    ("tone", "fill"),
    [(Tone.BAD, BAD), (Tone.WATCH, WATCH), (Tone.GOOD, None), (Tone.NEUTRAL, None), (Tone.UNKNOWN, None)],
)
def test_tones_fill_the_cell(tone: Tone, fill: str | None) -> None:
    assert cell_style("complaint_sla", Finding("x", "x", tone, "")).fill == fill


def test_tiers_are_steps_of_one_hue_and_what_is_unknown_is_grey() -> None:
    assert cell_style("tier", Finding("T3", "3 Partner", Tone.NEUTRAL, "")).fill == TIER_FILLS["T3"]
    assert cell_style("tier", Finding(None, "Needs data", Tone.UNKNOWN, "")).color == MUTED


def test_each_tab_gets_its_columns_with_a_cell_per_finding() -> None:
    found = sample(60)
    edits = column_edits(found)
    assert [edit.key for edit in edits[:6]] == [f"customers.{column.key}" for column in found.customer_columns]
    assert {edit.tab for edit in edits} == {"Customers", "Complaints"}
    abc = edits[1]
    assert (abc.header, abc.header_row) == ("ABC ◆", 4)
    assert [cell.row for cell in abc.cells] == list(range(5, 65))


def test_columns_are_as_wide_as_their_texts_within_limits() -> None:
    widths = {edit.header: edit.width for edit in column_edits(sample(60))}
    assert 6 <= widths["ABC ◆"] < widths["Relationship ◆"] < widths["Next step ◆"] < widths["Why ◆"] <= 100


@pytest.mark.parametrize(
    ("value", "text", "least"),
    [
        pytest.param(TODAY, "2026-11-23", 13, id="a date is never ####"),
        pytest.param(NOW, "2026-11-23 09:00", 19, id="nor is a moment"),
        pytest.param("met", "Done on time", 12, id="a word is as wide as it is"),
    ],
)
def test_a_value_shows_whole(value: FindingValue, text: str, least: float) -> None:
    found = sample(5)
    finding = Finding(value, text, Tone.NEUTRAL, "")
    findings = {key: {"abc": finding} for key in found.customer_findings}
    column = next(edit for edit in column_edits(replace(found, customer_findings=findings)) if edit.cells)
    assert column.width >= least


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", [5, 300])
def test_only_the_next_step_and_the_why_may_be_cut(customers: int, language: Language) -> None:
    for edit in column_edits(sample(customers, language)):
        assert text_width(edit.header) + 2 <= edit.width, edit.key
        if not edit.key.endswith((".why", ".next_action")):
            assert all(text_width(str(cell.value)) <= edit.width for cell in edit.cells), edit.key


def test_equal_looks_are_one_style() -> None:
    moment = Finding(datetime(2026, 1, 1, 9), "", Tone.GOOD, "")  # noqa: DTZ001  as a cell holds it
    assert cell_style("due", moment) is cell_style("due", moment)
