"""Two checklists: each point yes, no, or not known; what is not known does not count."""

from datetime import timedelta
from typing import Any

import pytest

from relsheet.records import Book, VisitMode
from relsheet.rules.finding import Tone
from tests.rules.given import NOW, ago, ahead, book, column, complaint, customer, visit

V, C = VisitMode.VISIT, VisitMode.CALL
OTHER = customer(
    "C2", needs="short lead times", next_contact=ahead(9), joint_plan=True, custom_work=True, integration=True
)


def ticks(of: Book, key: str) -> str:
    """The marks in order: ✓ ✗ ?"""
    return "".join(part.strip()[0] for part in column(of, key).reason.split(","))


@pytest.mark.parametrize(
    ("visits", "fields", "marks"),
    [
        pytest.param((visit(ago(179), mode=V), visit(ago(5), mode=C)), {"needs": "x"}, "✓✓✓", id="all three"),
        pytest.param((visit(ago(360), mode=V),), {}, "✗✗✗", id="once in 360 days, class C is 180"),
        pytest.param((visit(ago(359), mode=V),), {"needs": "x"}, "✓✗✓", id="once in 359 days"),
        pytest.param((visit(ago(5)), visit(ago(6), mode=V)), {"needs": "x"}, "✓?✓", id="a contact of unknown kind"),
        pytest.param((), {"needs": "x"}, "??✓", id="no log"),
    ],
)
def test_basics(visits: tuple, fields: dict[str, Any], marks: str) -> None:
    assert ticks(book(customer(**fields), OTHER, visits=visits), "basics") == marks


def test_unknown_points_count_neither_way() -> None:
    found = column(book(customer(needs="x")), "basics")
    assert (found.value, found.text) == (1, "1 of 1")
    nothing = column(book(customer()), "basics")
    assert (nothing.value, nothing.tone) == (None, Tone.UNKNOWN)


CLEAN = {"opened_at": NOW - timedelta(days=9), "resolved_at": NOW - timedelta(days=9)}
LATE = {"opened_at": NOW - timedelta(days=29), "resolved_at": NOW - timedelta(days=1)}


@pytest.mark.parametrize(
    ("fields", "tabs", "marks"),
    [
        pytest.param(
            {"next_contact": ahead(3), "needs": "x", "custom_work": True},
            {"visits": (visit(ago(9), contact="Li"),), "complaints": (complaint(**CLEAN, satisfied=True),)},
            "✓✓✓✓✓",
            id="all five",
        ),
        pytest.param(
            {"next_contact": ago(3), "needs": "x"},
            {
                "visits": (visit(ago(9)), visit(ago(9), key="C2", contact="Li")),
                "complaints": (complaint(**LATE, satisfied=False),),
            },
            "✗✗✗✗✗",
            id="none",
        ),
        pytest.param({}, {}, "✗????", id="nothing but the plans of others"),
    ],
)
def test_serve(fields: dict[str, Any], tabs: dict[str, Any], marks: str) -> None:
    assert ticks(book(customer(**fields), OTHER, **tabs), "serve") == marks


def test_serve_without_anything_is_unknown() -> None:
    assert column(book(customer()), "serve", language="zh").tone is Tone.UNKNOWN
