"""The ABC class on lists that others published with their class counts: the same counts, or why they differ.

What differs is only who crosses a line: most tables put him in the worse class ("cumulated with him, at most 80 %"),
we in the better one (the share before him decides), with all who are tied with him.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

import pytest

from relsheet.rules.abc import AbcSettings
from tests.rules.given import assessed, book, customer

#: Annual dollar usage of the 47 items of Reid (1987), The ABC method in hospital inventory management; the list is
#: printed in many papers, e.g. Keshavarz Ghorabaee et al. (2015), doi 10.15388/Informatica.2015.57, table 1.
#: Flores & Whybark and all after them: 10 A (73.6 % of the value), 14 B (up to 92.5 %), 23 C.
HOSPITAL = (
    "5840.64 5670 5037.12 4769.56 3478.80 2936.67 2820 2640 2423.52 2407.50 1075.20 1043.50 1038 883.20 854.40 810 "
    "703.68 594 570 467.60 463.60 455 432.50 398.40 370.50 338.40 336.12 313.60 268.68 224 216 212.08 197.92 190.89 "
    "181.80 163.28 150 134.80 119.20 103.36 79.20 75.40 59.78 48.30 34.40 28.80 25.38"
)
#: A textbook exercise "with 80 % and 95 % as cut-off points" (homeworksource.com/p/1006462): 3 A, 6 B, 7 C.
EXERCISE = "36385 22436 12516 9028 3374 3231 2024 1919 1881 1786 1408 1092 484 315 252 120"
#: A month of a wholesaler's customers, in thousands, cut at 55 % and 85 % (9cbs.com/read-27035.html): 12 A, 15 B, 16 C.
WHOLESALER = (
    "131 66 54 48 44 39 37 34 28 28 27 27 26 26 25 25 24 22 21 21 21 21 18 17 17 16 16 16 15 15 13 11 11 10 10 10 10 "
    "9 8 6 6 6 5"
)


def amounts_of(text: str) -> list[Decimal]:
    return [Decimal(word) for word in text.split()]


def our_counts(values: list[Decimal], **config: object) -> str:
    rows = [customer(f"C{n}", revenue=value) for n, value in enumerate(values)]
    found = assessed(book(*rows), AbcSettings(**config))
    return told(case.abc.letter or "-" for case in found.cases)


def counts_cumulated_with_himself(values: list[Decimal], cuts: tuple[float, float]) -> str:
    """The rule of most published tables, written down once more without any of ours."""
    limits = [Decimal(repr(cut)) * sum(values) for cut in cuts]
    return told("ABC"[sum(with_him > limit for limit in limits)] for with_him in accumulate(values))


def told(letters: Iterable[str]) -> str:
    counts = Counter(letters)
    return " ".join(str(counts[letter]) for letter in "ABC")


@pytest.mark.parametrize(
    ("values", "cuts", "published", "ours"),
    [
        pytest.param(EXERCISE, (0.80, 0.95), "3 6 7", "4 6 6", id="16 items: each line is crossed by one item"),
        pytest.param(WHOLESALER, (0.55, 0.85), "12 15 16", "14 14 15", id="43 customers: those who cross are tied"),
    ],
)
def test_published_counts_but_for_those_who_cross_a_line(
    values: str, cuts: tuple[float, float], published: str, ours: str
) -> None:
    amounts = amounts_of(values)
    assert counts_cumulated_with_himself(amounts, cuts) == published
    assert our_counts(amounts, cuts=cuts) == ours


def test_the_hospitals_47_items_have_the_published_classes() -> None:
    assert our_counts(amounts_of(HOSPITAL), cuts=(0.70, 0.92)) == "10 14 23"


@pytest.mark.parametrize(
    ("values", "published"),
    [
        pytest.param("10 5 3", "1 1 1", id="one of each"),
        pytest.param("10 7 5 3", "2 1 1", id="four values"),
        pytest.param("10 10 10 5 5 5 1 1 1", "3 3 3", id="ties that no line divides"),
    ],
)
def test_the_computed_method_agrees_with_the_tests_of_its_authors(values: str, published: str) -> None:
    """Cases of the R package cABCanalysis (Lötsch), where no tie lies across a line: there we take the better class."""
    assert our_counts(amounts_of(values), method="computed", computed_from=3, letters_from=3) == published
