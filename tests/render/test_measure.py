"""Texts are as wide as programs show them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsheet.render.measure import fitted, lines_of, rough_lines, shortened, terminal_width, text_width, wrapped


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("abc", 3), ("客户", 4), ("A类", 3), ("◆", 1), ("é", 1), ("e\u0301", 1), ("，", 2)]
)
def test_cells_of_a_terminal(text: str, cells: int) -> None:
    assert terminal_width(text) == cells


@given(st.text(), st.integers(min_value=0, max_value=60))
def test_a_fitted_text_is_exactly_that_wide(text: str, cells: int) -> None:
    assert terminal_width(fitted(text, cells)) == cells


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, 1, id="nothing is one line"),
        pytest.param("one two", 20, 1, id="it fits"),
        pytest.param("north south", 6, 2, id="words are kept together"),
        pytest.param("客户客户客户", 6, 2, id="Chinese is broken anywhere"),
        pytest.param("a\nb", 20, 2, id="line by line"),
        pytest.param("x" * 25, 10, 3, id="a word longer than the line is broken"),
    ],
)
def test_lines(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_long_name_is_shortened() -> None:
    assert shortened("Acme", 14) == "Acme"
    assert shortened("深圳市创新电子科技股份有限公司", 14) == "深圳市创新电…"
    assert text_width(shortened("Contoso Pharmaceuticals", 14)) <= 15


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", 1, id="nothing is one line"),
        pytest.param("x" * 90, 1, id="a full line"),
        pytest.param("x" * 91, 2, id="one character more"),
        pytest.param("客" * 45, 1, id="a full line of Chinese"),
        pytest.param("客" * 46, 2, id="one Chinese character more"),
    ],
)
def test_rough_lines(text: str, lines: int) -> None:
    assert rough_lines(text, 90) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="nothing is no line"),
        pytest.param("one two", ["one two"], id="it fits"),
        pytest.param("one  two three", ["one two", "three"], id="words are kept together"),
        pytest.param("客户客户客", ["客户客户", "客"], id="Chinese breaks anywhere"),
        pytest.param("客户客户。客", ["客户客", "户。客"], id="but no line begins with a full stop"),
        pytest.param("客户客（户）", ["客户客", "（户）"], id="and none ends with an opening bracket"),
    ],
)
def test_wrapped(text: str, lines: list[str]) -> None:
    assert wrapped(text, 9) == lines
