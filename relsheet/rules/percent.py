"""Shares as people say them."""

from collections.abc import Collection


def limit_percent(limit: float) -> str:
    """A limit in per cent with the digits that were set, two at most: "80%", "82.5%"."""
    return f"{round(limit * 100, 2):g}%"


def percent_apart(share: float, limits: Collection[float]) -> str:
    """A share with one digit after the point, more where it would read as a limit that it is not: 94.97% beside 95%."""
    told = f"{share:.1%}"
    for digits in range(2, 7):
        if share in limits or told not in [f"{limit:.{digits - 1}%}" for limit in limits]:
            break
        told = f"{share:.{digits}%}"
    return told


def percent(share: float) -> str:
    """A share of 0 ... 1 in whole per cent; what rounds to nothing or to all, and is neither, is "<1%" or ">99%"."""
    rounded = f"{share:.0%}"
    if rounded == "0%" and share > 0:
        return "<1%"
    return ">99%" if rounded == "100%" and share < 1 else rounded
