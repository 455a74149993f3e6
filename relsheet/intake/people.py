"""Lists of private customers: a person's name stands under 姓名, or its halves under First Name and Last Name."""

from collections.abc import Iterator, Sequence

from relsheet.intake.spelling import fold
from relsheet.sheets.workbook import Value

#: The first header that a whole name has, on a tab that says by its own name that it lists customers.
WHOLE = ("姓名", "名字", "fullname", "personname", "nameofperson")
#: Headers of the halves of a name, in the order in which the two are read, and what stands between them.
FIRST, LAST = frozenset({"firstname", "givenname", "forename"}), frozenset({"lastname", "surname", "familyname"})
FAMILY, GIVEN = frozenset({"姓", "姓氏"}), frozenset({"名"})
HALVES = ((FIRST, LAST, " "), (FAMILY, GIVEN, ""))


def column_of_names(headers: Sequence[str]) -> int | None:
    """The 1-based column that holds people's names or the half that is read first; None if neither is there."""
    folded = [fold(header) for header in headers]
    whole = next((folded.index(header) + 1 for header in WHOLE if header in folded), None)
    if whole is not None:
        return whole
    return next((folded.index(header) + 1 for header in folded if other_half(headers, folded.index(header) + 1)), None)


def has_halves(headers: Sequence[str]) -> bool:
    """Whether first and last names stand in two of these columns."""
    return any(other_half(headers, column) for column in range(1, len(headers) + 1))


def other_half(headers: Sequence[str], column: int) -> int | None:
    """The column with the rest of the names of which that column has the half that is read first."""
    folded = [fold(header) for header in headers]
    for first, second, _ in HALVES:
        if folded[column - 1] in first:
            return next((place for place, header in enumerate(folded, 1) if header in second), None)
    return None


def joined(header: str, first: Sequence[Value], second: Sequence[Value]) -> Iterator[Value]:
    """The whole names: "Ann Lee", 王芳; where one half is blank, the other."""
    between = next((between for halves, _, between in HALVES if fold(header) in halves), " ")
    for one, other in zip(first, second, strict=True):
        said = [str(half).strip() for half in (one, other) if half not in (None, "")]
        yield between.join(said) or None
