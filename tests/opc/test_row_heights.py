"""Rows are as high as our wrapped texts need, unless the user said how high; taking our cells out takes that back."""

import pytest

from relsheet.opc.rows import Rows

CELL = b'<c r="B2"/>'


@pytest.mark.parametrize(
    ("row", "points", "after"),
    [
        pytest.param(b'<row r="2">', 30.0, b'<row r="2" ht="30.01">', id="a row without a height gets ours"),
        pytest.param(b'<row r="2" ht="30.01">', 45.0, b'<row r="2" ht="45.01">', id="ours is replaced"),
        pytest.param(b'<row r="2" ht="30.01">', None, b'<row r="2">', id="ours goes when it is not needed"),
        pytest.param(b'<row r="2" ht="20">', 30.0, b'<row r="2" ht="20">', id="the user's own stays"),
        pytest.param(
            b'<row r="2" ht="12.01" customHeight="1">',
            30.0,
            b'<row r="2" ht="12.01" customHeight="1">',
            id="so it does",
        ),
        pytest.param(b'<row r="2" hidden="1">', 30.0, b'<row r="2" hidden="1">', id="a hidden row stays as it is"),
    ],
)
def test_heights(row: bytes, points: float | None, after: bytes) -> None:
    body = row + b'<c r="A2"/></row>'
    heights = {} if points is None else {2: points}
    assert Rows(body, b"").spliced({2: {2: CELL}}, heights) == after + b'<c r="A2"/>' + CELL + b"</row>"


def test_rows_that_are_not_changed_keep_their_tag() -> None:
    body = b'<row r="1"><c r="A1"/></row><row r="2"><c r="A2"/></row>'
    assert (
        Rows(body, b"")
        .spliced({2: {2: CELL}}, {1: 30.0, 2: 30.0})
        .startswith(b'<row r="1"><c r="A1"/></row><row r="2" ht')
    )
