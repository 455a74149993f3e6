"""Columns of ours on several tabs."""

from relsheet.render.keys import with_own_keys
from relsheet.sheets.edits import PlaceColumn, Style
from relsheet.sheets.workbook import OwnColumn


def column(tab: str, key: str = "customers.abc") -> PlaceColumn:
    return PlaceColumn(key, tab, 1, "ABC ◆", Style(), 8, ())


def keys(*columns: PlaceColumn, recorded: tuple[OwnColumn, ...] = ()) -> list[tuple[str, str]]:
    return [(placed.tab, placed.key) for placed in with_own_keys(columns, recorded)]


def test_each_tab_has_keys_of_its_own() -> None:
    assert keys(column("Ann"), column("Bo"), column("Cy")) == [
        ("Ann", "customers.abc"),
        ("Bo", "customers.abc.2"),
        ("Cy", "customers.abc.3"),
    ]


def test_a_column_keeps_its_key_when_the_tabs_change_places() -> None:
    recorded = (OwnColumn("customers.abc", "Ann", 1, 5), OwnColumn("customers.abc.2", "Bo", 1, 7))
    assert keys(column("New"), column("Bo"), column("Ann"), recorded=recorded) == [
        ("New", "customers.abc.3"),
        ("Bo", "customers.abc.2"),
        ("Ann", "customers.abc"),
    ]


def test_a_column_left_on_a_tab_that_is_not_read_any_more_does_not_lend_its_key() -> None:
    recorded = (OwnColumn("customers.abc", "Old", 1, 5),)
    assert keys(column("New"), recorded=recorded) == [("New", "customers.abc.2")]
