"""Which columns are a small table of their own beside the list."""

from dataclasses import dataclass

from relsheet.intake.layout import HeaderBlock, TabTop
from relsheet.intake.side_tables import side_tables
from relsheet.sheets.workbook import Value

LIST = [["Customer", "Owner"], *([f"Firm {number}", "Ann"] for number in range(1, 9))]
LEGEND: list[list[Value]] = [["Class", "Meaning"], ["A", "much"], ["B", "little"]]


@dataclass
class Sheet:
    """A list with a gap and something at its right; ``own`` are columns of ours between or beside."""

    beside: list[list[Value]]
    own: frozenset[int] = frozenset()
    gap: int = 1

    def found(self) -> list[range]:
        rows = [
            (*left, *[None] * self.gap, *(self.beside[at] if at < len(self.beside) else [None] * len(self.beside[0])))
            for at, left in enumerate(LIST)
        ]
        wide = tuple((*row, *[None] * 3) for row in rows)
        block = HeaderBlock(1, 1, tuple(str(text or "") for text in wide[0]))
        return side_tables(TabTop(None, wide, self.own), block)  # type: ignore[arg-type]  # the grid is not asked


def test_a_legend_is_one() -> None:
    assert Sheet(LEGEND).found() == [range(4, 6)]


def test_columns_of_ours_beside_it_are_not_counted_to_it() -> None:
    assert Sheet(LEGEND, own=frozenset({6, 7, 8})).found() == [range(4, 6)]


def test_what_a_user_adds_right_of_our_columns_is_about_his_records() -> None:
    assert Sheet(LEGEND, own=frozenset({3})).found() == []


def test_columns_filled_further_down_are_about_the_records() -> None:
    assert Sheet([*LEGEND, ["A", ""], ["B", "x"]]).found() == []


def test_a_single_column_is_about_the_records() -> None:
    assert Sheet([["Notes"], ["pays late"]]).found() == []
