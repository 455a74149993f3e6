"""Whom the rows of a log mean, and which names nobody knows: each told once, with its number of rows."""

from collections.abc import Iterable, Iterator, Sequence

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.cells import Cells
from relsheet.intake.names import Directory, Meant
from relsheet.intake.values.blanks import any_empty
from relsheet.records import Role
from relsheet.sheets.workbook import different

#: So many unknown names are listed one by one; the others are counted (convention).
MOST_LISTED = 50
#: What is said of a name that nobody knows, and may be said of several tabs at once.
UNKNOWN = ("unknown-customer", "unknown-customer-like", "ambiguous-customer")


class Callers:
    """The customers' keys for the rows of one table."""

    def __init__(self, cells: Cells, directory: Directory) -> None:
        self._cells = cells
        self._at_odds: set[str] = set()  # an id and a name that mean two customers
        self._texts = self._called(directory)
        self._meant = {text: directory.meant(text) for text in different(self._texts) if text is not None}
        self._directory = directory

    def _called(self, directory: Directory) -> Sequence[str | None]:
        """What each row calls its customer: the id where it has one that is on the list, else the name."""
        names: Sequence[str | None] = self._cells.column("customer")  # None in every row without such a column
        ids = self._cells.values.get("customer_id")
        if ids is None:
            return names
        calls: dict[tuple[str | None, str | None], str | None] = {}
        for id_, name in set(zip(ids, names, strict=True)):
            by_id, by_name = directory.meant(id_ or ""), directory.meant(name or "")
            calls[id_, name] = id_ if by_id.key is not None or by_id.left_out else name or id_
            if by_id.key is not None and by_name.key not in (None, by_id.key):
                calls[id_, name] = both = f"{id_} / {name}"
                self._at_odds.add(both)
        return [calls[pair] for pair in zip(ids, names, strict=True)]

    def keys(self) -> list[str | None]:
        """One key per row; None where the row names nobody, or nobody we know."""
        keys: dict[str | None, str | None] = {text: meant.key for text, meant in self._meant.items()}
        keys[None] = None
        return list(map(keys.__getitem__, self._texts))

    def texts(self) -> Sequence[str | None]:
        """The customers as written."""
        return self._texts

    def is_left_out(self, index: int) -> bool:
        """Whether the row means a customer who was reported for sharing his id."""
        text = self._texts[index]
        return text is not None and self._meant[text].left_out

    def problems(self) -> Iterator[Problem]:
        """Blank customers cell by cell; unknown and ambiguous names once each, the most frequent first."""
        has_column = "customer" in self._cells.table.columns
        for index, text in enumerate(self._texts if has_column and any_empty(self._texts) else ()):
            if text is None and "customer" not in self._cells.unreadable.get(index, ()):
                yield self._nameless(index)
        unknown = {text: meant for text, meant in self._meant.items() if meant.key is None and not meant.left_out}
        if not unknown:
            return
        rows: dict[str, list[int]] = {}
        for index, text in enumerate(self._texts):
            if text in unknown:
                rows.setdefault(text, []).append(index)
        frequent = sorted(rows, key=lambda text: (-len(rows[text]), rows[text][0]))
        nearest = self._directory.nearest(frequent[:MOST_LISTED])
        for text, names in zip(frequent[:MOST_LISTED], nearest, strict=True):
            yield self._unknown(text, unknown[text], rows[text], names)
        rest = frequent[MOST_LISTED:]
        if rest:
            where = self._cells.table.origin(min(rows[text][0] for text in rest), "customer")
            count = sum(len(rows[text]) for text in rest)
            yield problem("unknown-customers", where, Severity.WARNING, names=len(rest), count=count)

    def _nameless(self, index: int) -> Problem:
        """A row without a customer: forgotten, or open on purpose (TBC, 待定)."""
        where, said = self._cells.table.origin(index, "customer"), self._cells.written(index, "customer")
        kept = self._cells.table.role is Role.COMPLAINTS  # still owed an answer
        if said:
            code = "complaint-customer-open" if kept else "customer-open"
            return problem(code, where, Severity.WARNING, value=said)
        return problem("complaint-no-customer" if kept else "no-customer", where)

    def _unknown(self, text: str, meant: Meant, rows: Sequence[int], names: Sequence[str]) -> Problem:
        where = self._cells.table.origin(rows[0], "customer")
        if text in self._at_odds:
            return problem("id-and-name-differ", where, name=text, count=len(rows))
        if meant.candidates:
            candidates = ", ".join(meant.candidates)
            return problem(
                "ambiguous-customer", where, Severity.WARNING, name=text, count=len(rows), candidates=candidates
            )
        if names:
            nearest = " / ".join(names)
            return problem(
                "unknown-customer-like", where, Severity.WARNING, name=text, count=len(rows), nearest=nearest
            )
        return problem("unknown-customer", where, Severity.WARNING, name=text, count=len(rows))


def told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with a name that several tabs have told once, at its first cell, with all its rows and tabs."""
    found: dict[tuple[str, object], list[Problem]] = {}
    for number, one in enumerate(problems):
        key = (one.code, dict(one.values)["name"]) if one.code in UNKNOWN else (one.code, number)
        found.setdefault(key, []).append(one)
    for same in found.values():
        yield same[0] if len(same) == 1 else _in_tabs(same)


def _in_tabs(same: Sequence[Problem]) -> Problem:
    values = dict(same[0].values) | {"count": sum(int(str(dict(one.values)["count"])) for one in same)}
    tabs = ", ".join(dict.fromkeys(one.where.rpartition("!")[0] for one in same))
    return problem(f"{same[0].code}-in-tabs", same[0].where, same[0].severity, **values, tabs=tabs)
