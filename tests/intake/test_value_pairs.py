"""The list of spellings that the project started from: every pair holds, or the deviation is argued here."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from relsheet.intake.values.blanks import Blank, blank_kind
from relsheet.intake.values.column import ColumnContext
from relsheet.intake.values.date_columns import read_days
from relsheet.intake.values.dates import DateFault, read_date
from relsheet.intake.values.durations import Duration, read_duration
from relsheet.intake.values.money import Amount, MoneyFault, read_money

PAIRS = tomllib.loads((Path(__file__).parent / "value_pairs.toml").read_text(encoding="utf-8"))

MONEY_FAULTS = {"ambiguous decimal comma": MoneyFault.AMBIGUOUS, "range, not a number": MoneyFault.RANGE}
DATE_FAULTS = {
    "3/5/2024": DateFault.AMBIGUOUS,
    "2024年3月": DateFault.NO_DAY,
    "3月5日": DateFault.NO_YEAR,
    "2024-02-30": DateFault.IMPOSSIBLE,
    "60": DateFault.NOT_A_DATE,
    "昨天": DateFault.RELATIVE,
}


def ids(pair: dict[str, Any]) -> str:
    return f"{pair['in']} is {pair.get('out', pair.get('flag', 'a length'))}"


@pytest.mark.parametrize("pair", PAIRS["money"], ids=ids)
def test_money(pair: dict[str, Any]) -> None:
    if pair.get("flag") == "missing":
        assert blank_kind(pair["in"]) is Blank.MISSING
        return
    found = read_money(pair["in"])
    if "out" not in pair:
        assert found is MONEY_FAULTS[pair["flag"]]
        return
    assert isinstance(found, Amount)
    assert found.number == Decimal(str(pair["out"]))
    # Approximate amounts keep their number and say so: the column leaves them out unless the config uses them.
    assert found.approximate is (pair.get("flag") in ("approximate", "lower bound"))


@pytest.mark.parametrize("pair", PAIRS["date"], ids=ids)
def test_dates(pair: dict[str, Any]) -> None:
    if pair["in"] == "0":
        assert read_days(["0", 0, 0.0], ColumnContext()).values == [None, None, None]
        return
    found = read_date(pair["in"])
    if "out" not in pair:
        assert found is DATE_FAULTS[pair["in"]]
        return
    expected = datetime.fromisoformat(pair["out"]) if "T" in pair["out"] else date.fromisoformat(pair["out"])
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("pair", PAIRS["duration"], ids=ids)
def test_durations(pair: dict[str, Any]) -> None:
    measures = {name: float(pair[name]) for name in ("hours", "days", "business_days") if name in pair}
    assert read_duration(pair["in"]) == Duration(**measures)
