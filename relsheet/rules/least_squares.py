"""Least squares on standardised columns, in plain Python: a few predictors, some hundred rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

Row = Sequence[float]
#: A pivot smaller than this means that a predictor follows from the others.
SINGULAR = 1e-9


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted line: what is expected of the mean row, and what one standard deviation of each column adds."""

    mean: float
    slopes: tuple[float, ...]
    centers: tuple[float, ...]
    spreads: tuple[float, ...]

    def contributions(self, row: Row) -> tuple[float, ...]:
        """What each column of a row adds to, or takes from, the mean."""
        parts = zip(self.slopes, row, self.centers, self.spreads, strict=True)
        return tuple(slope * (value - center) / spread for slope, value, center, spread in parts)

    def predict(self, row: Row) -> float:
        return self.mean + sum(self.contributions(row))


def fit(rows: Sequence[Row], targets: Sequence[float]) -> Fit | None:
    """The best line through the rows; None where a column never varies or follows from the others."""
    columns = list(zip(*rows, strict=True))
    centers = tuple(fmean(column) for column in columns)
    spreads = tuple(pstdev(column) for column in columns)
    if not rows or not all(spreads):
        return None
    scaled = [[(v - c) / s for v, c, s in zip(row, centers, spreads, strict=True)] for row in rows]
    mean = fmean(targets)
    size = range(len(columns))
    products = [[sum(row[i] * row[j] for row in scaled) / len(rows) for j in size] for i in size]
    sides = [sum(row[i] * (y - mean) for row, y in zip(scaled, targets, strict=True)) / len(rows) for i in size]
    slopes = solve(products, sides)
    return None if slopes is None else Fit(mean, slopes, centers, spreads)


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
