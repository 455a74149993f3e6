"""Blocks on how complaints went: shares only where enough cases stand behind them, and nothing where there are none."""

from datetime import timedelta

import pytest

from relsheet.rules.complaint_boards import met_text, span_text
from relsheet.rules.sla_figures import ClockFigures, Grouping
from relsheet.texts import texts_in
from tests.rules.given import NOW, ago, block, book, complaint, lines

EN = texts_in("en")


@pytest.mark.parametrize(
    ("judged", "met", "shown"),
    [
        pytest.param(0, 0, None, id="nothing judged: nothing shown"),
        pytest.param(9, 8, "8 / 9", id="nine cases: the counts"),
        pytest.param(10, 9, "90% (10)", id="ten cases: the share, and what it rests on"),
    ],
)
def test_a_share_is_shown_from_ten_cases_on(judged: int, met: int, shown: str | None) -> None:
    assert met_text(ClockFigures(judged, met, None, None)) == shown


def test_spans_are_working_hours_and_minutes() -> None:
    assert span_text(3 * 3600 + 1200, EN) == "3 h 20 min"
    assert span_text(None, EN) is None


@pytest.mark.parametrize("grouping", Grouping)
def test_every_grouping_is_a_block(grouping: Grouping) -> None:
    found = book(complaints=(complaint(opened_at=ago(9), resolved_at=ago(8), category="Leak"),))
    shown = lines(block(found, f"complaints_by_{grouping}"))
    assert [row[1] for row in shown] == [1]
    assert shown[0][2] == "1 / 1"


def test_without_complaints_the_block_says_what_to_enter() -> None:
    empty = block(book(), "complaints_by_month")
    assert empty is not None
    assert lines(empty) == []
    assert "Needs a tab of complaints" in empty.empty


def test_the_ages_count_open_complaints_only() -> None:
    received = NOW - timedelta(days=3)
    found = book(complaints=(complaint(opened_at=received), complaint(opened_at=ago(60), resolved_at=ago(59))))
    assert lines(block(found, "complaint_ages")) == [(1, 0, 0, 0)]
    assert lines(block(book(), "complaint_ages")) == []
