"""Least squares on standardised columns, in plain Python: a few predictors, some hundred rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from operator import mul
from statistics import fmean

#: What is known of one row by each predictor, or of all rows by one.
Row = Sequence[float]
Column = Sequence[float]
#: A pivot smaller than this means that a predictor follows from the others.
SINGULAR = 1e-9


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted line: what is expected of the mean row, and what one standard deviation of each column adds."""

    mean: float
    slopes: tuple[float, ...]
    centers: tuple[float, ...]
    spreads: tuple[float, ...]

    def contributions(self, columns: Sequence[Column]) -> list[Column]:
        """What each column adds to the mean of each row, or takes from it."""
        known = zip(columns, self.slopes, self.centers, self.spreads, strict=True)
        return [[slope * (value - center) / spread for value in column] for column, slope, center, spread in known]

    def predict(self, columns: Sequence[Column]) -> list[float]:
        """What is expected of each row."""
        return [self.mean + sum(parts) for parts in zip(*self.contributions(columns), strict=True)]


def fit(columns: Sequence[Column], targets: Column) -> Fit | None:
    """The best line through the rows; None where a column never varies or follows from the others."""
    if not all(map(varies, columns)):
        return None
    centers, count = tuple(map(fmean, columns)), len(targets)
    centered = [[value - center for value in column] for column, center in zip(columns, centers, strict=True)]
    # Not pstdev(): it counts in fractions, which takes many times as long.
    spreads = tuple(sqrt(fsum(map(mul, column, column)) / count) for column in centered)
    scaled = [[value / spread for value in column] for column, spread in zip(centered, spreads, strict=True)]
    mean = fmean(targets)
    above = [target - mean for target in targets]
    products = [[sum(map(mul, one, other)) / count for other in scaled] for one in scaled]
    sides = [sum(map(mul, column, above)) / count for column in scaled]
    slopes = solve(products, sides)
    return None if slopes is None else Fit(mean, slopes, centers, spreads)


def varies(column: Column) -> bool:
    """Whether not all of its values are the same."""
    return any(value != column[0] for value in column)


def solve(matrix: Sequence[Row], sides: Row) -> tuple[float, ...] | None:
    """The solution of a small system of equations by elimination with pivoting; None for a singular one."""
    rows = [[*row, side] for row, side in zip(matrix, sides, strict=True)]
    size = len(rows)
    for step in range(size):
        best = max(range(step, size), key=lambda index: abs(rows[index][step]))
        rows[step], rows[best] = rows[best], rows[step]
        pivot = rows[step][step]
        if abs(pivot) < SINGULAR:
            return None
        rows[step] = [value / pivot for value in rows[step]]
        for index in range(size):
            if index != step:
                factor = rows[index][step]
                rows[index] = [value - factor * top for value, top in zip(rows[index], rows[step], strict=True)]
    return tuple(row[-1] for row in rows)
