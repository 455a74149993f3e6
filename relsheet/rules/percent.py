"""Shares as people say them."""


def percent(share: float) -> str:
    """A share of 0 ... 1 in whole per cent; what rounds to nothing or to all, and is neither, is "<1%" or ">99%"."""
    rounded = f"{share:.0%}"
    if rounded == "0%" and share > 0:
        return "<1%"
    return ">99%" if rounded == "100%" and share < 1 else rounded
