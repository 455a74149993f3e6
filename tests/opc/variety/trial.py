"""One workbook tried: read, written into, run again, undone, cleaned of us; each step judged by those who know no code.

``python -m tests.opc.variety.trial FOLDER [CORPUS_FORMS]`` tries every form of every workbook of ours, and so many
forms of each workbook of the corpus, and asks Microsoft's validator of all that is written and LibreOffice of some.
"""

import argparse
import io
import random
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook

from relsheet.api.remove import remove, undo
from relsheet.errors import RelsheetError, UnreadableInput
from relsheet.opc.address import letters
from relsheet.opc.package import folded
from relsheet.sheets.workbook import Value, Workbook
from relsheet.sheets.xlsx import XlsxBackend
from tests.judges import new_errors
from tests.opc.variety.bases import BASES
from tests.opc.variety.judged import lost
from tests.opc.variety.packing import PACKAGES, PACKINGS, Packing, plain
from tests.opc.variety.parts import DoesNotApplyError, Mutation, Parts, parts_of
from tests.opc.variety.spelling import SPELLINGS
from tests.opc.variety.structures import STRUCTURES
from tests.opc.walk import KEYS, first_header, opened, wishes, workbooks

Values = dict[tuple[str, int, int], Value]
#: Columns that are looked at a second time.
LOOKED_AT = range(1, 30)
#: Parts that may stay when all else of ours goes: the formats of cells that are no more.
FORMATS_STAY = ("styles.xml", "workbook.xml.rels")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a workbook. ``same``: whoever reads it must find the very values of the workbook it comes from."""

    mutation: Mutation
    packing: Packing = plain
    same: bool = True

    def of(self, workbook: bytes) -> bytes:
        """The workbook in this form; DoesNotApplyError where it has nothing to change."""
        parts = parts_of(workbook)
        self.mutation(parts)
        return self.packing(parts)


def _as_it_is(_: Parts) -> None:
    pass


FORMS: dict[str, Form] = {
    **{name: Form(mutation) for name, mutation in (SPELLINGS | PACKAGES).items()},
    **{name: Form(_as_it_is, packing) for name, packing in PACKINGS.items()},
    **{name: Form(mutation, same=False) for name, mutation in STRUCTURES.items()},
    "no styles": Form(PACKAGES["no styles"], same=False),  # dates are numbers then
}


class FaultError(Exception):
    """Something that a form of a workbook must not do to us."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one form: ok, refused, or a fault."""

    kind: str
    detail: str = ""


def tried(base: bytes, form: Form, path: Path) -> Outcome:
    """The form of a workbook, put at ``path`` and tried there; what was written stays beside it as scored.xlsx."""
    trial = Trial(base, form, path)
    try:
        trial.run()
    except RelsheetError as err:
        torn = path.read_bytes() != trial.source
        return Outcome("fault", f"{err.code}, and the file is another") if torn else Outcome("refused", err.code)
    except FaultError as fault:
        return Outcome("fault", str(fault))
    return Outcome("ok")


class Trial:
    """One form of one workbook on its way."""

    def __init__(self, base: bytes, form: Form, path: Path) -> None:
        self.base, self.form, self.path = base, form, path
        self.source = form.of(base)
        path.write_bytes(self.source)
        self.before: Values = {}
        self.tab, self.columns, self.own_tabs = "", list[int](), list[str]()

    def run(self) -> None:
        """Every step; FaultError at the first that is not as it should be."""
        workbook = XlsxBackend(self.path).read()
        self.before = values_of(workbook)
        self._is_read_as_meant(workbook)
        self._is_written(workbook)
        scored = self.path.read_bytes()
        self.path.with_name("scored.xlsx").write_bytes(scored)
        self._holds_all(scored)
        undo(str(self.path))
        _hold(self.path.read_bytes() == self.source, "undo does not give the workbook back")
        undo(str(self.path))
        _hold(self.path.read_bytes() == scored, "undo of an undo does not give the scored workbook back")
        self._is_clean_again()

    def _is_read_as_meant(self, workbook: Workbook) -> None:
        if self.form.same:
            self.path.with_name("base.xlsx").write_bytes(self.base)
            meant = XlsxBackend(self.path.with_name("base.xlsx")).read()
            _hold(self.before == values_of(meant), "other values are read")
            _hold(_second_look(workbook) == _second_look(meant), "a second look finds something else")

    def _is_written(self, workbook: Workbook) -> None:
        place = first_header(workbook)
        if place is None:
            raise UnreadableInput("no_tab")
        self.tab, edits = place[0], wishes(*place)
        XlsxBackend(self.path).write(workbook, edits)
        content, again = self.path.read_bytes(), XlsxBackend(self.path).read()
        self.columns = [own.column for own in again.own_columns if own.tab == self.tab]
        self.own_tabs = [own.tab for own in again.own_tabs]
        _hold(len(self.columns) == len(KEYS), "not all of our columns are found again")
        twice = XlsxBackend(self.path).write(again, edits).written or self.path.read_bytes() != content
        _hold(not twice, "the second run changed something")

    def _holds_all(self, scored: bytes) -> None:
        found = values_of(XlsxBackend(self.path).read())
        theirs = {key: value for key, value in found.items() if key[0] not in self.own_tabs}
        kept = {key: value for key, value in theirs.items() if key[0] != self.tab or key[2] not in self.columns}
        _hold(kept == self.before, "the user's values are others")
        self._hold_lossless(scored, self._named_columns, self.own_tabs)
        for name, reader in READERS.items():
            had = reader(self.source, self.tab, [])
            if had is not None and {key for key in self.before if key[0] == self.tab} <= had.keys():
                _hold(reader(scored, self.tab, self.columns) == had, f"{name} reads others of the user's cells")

    def _is_clean_again(self) -> None:
        remove(str(self.path))
        left, cleaned = XlsxBackend(self.path).read(), self.path.read_bytes()
        _hold(values_of(left) == self.before, "remove: other values")
        _hold(not left.own_columns and not left.own_tabs, "remove: something of ours is found")
        had, has = parts_of(self.source), parts_of(cleaned)
        more = {folded(name) for name in has} - {folded(name) for name in had}
        _hold(not [name for name in more if not name.endswith(FORMATS_STAY)], f"remove leaves {sorted(more)}")
        _hold(b"_relsheet." not in b"".join(has.values()), "remove leaves a name")
        self._hold_lossless(cleaned, self._named_columns, [])

    @property
    def _named_columns(self) -> dict[str, list[str]]:
        return {self.tab: [letters(column) for column in self.columns]}

    def _hold_lossless(self, after: bytes, columns: dict[str, list[str]], tabs: list[str]) -> None:
        """The judge of losses finds nothing.

        With ours go the widths that their columns had, and an empty list of names (openpyxl's and ClosedXML's).
        """
        faults = lost(self.source, after, self.path, columns, tabs, parts_of(self.base))
        gone = {"workbook: <definedNames> is gone", f"{self.tab}: <cols> is gone"}
        faults = [fault for fault in faults if tabs or fault not in gone]
        _hold(not faults, "; ".join(faults[:3]))


def _hold(true: bool, what: str) -> None:
    if not true:
        raise FaultError(what)


def values_of(workbook: Workbook) -> Values:
    """Every value that is read, by its place; tabs that cannot be read have none."""
    found: Values = {}
    for grid in workbook.grids:
        with suppress(UnreadableInput):
            for number, row in enumerate(grid.head(400), 1):
                found |= {(grid.tab, number, at): value for at, value in enumerate(row, 1) if value is not None}
    return found


def _second_look(workbook: Workbook) -> list[object]:
    """Whatever else is read of the tabs: error cells, formulas without values, hidden rows, padded numbers, merges."""
    found: list[object] = []
    for grid in workbook.grids:
        with suppress(UnreadableInput):
            found += [grid.tab, grid.hidden, grid.hidden_rows, sorted(grid.merges)]
            found += [dict(grid.faults(LOOKED_AT)), dict(grid.padded_numbers(LOOKED_AT))]
    return found


def _by_openpyxl(content: bytes, tab: str, columns: list[int]) -> Values | None:
    try:
        with warnings.catch_warnings(action="ignore"):
            tab_found = openpyxl.load_workbook(io.BytesIO(content))[tab]
            rows = tab_found.iter_rows(max_row=min(tab_found.max_row, 400))
            return {
                (tab, cell.row, cell.column): str(getattr(cell.value, "text", cell.value))
                for row in rows
                for cell in row
                if cell.value is not None and cell.column not in columns
            }
    except Exception:  # noqa: BLE001  a reader of others may fall in any way over what it does not know
        return None


def _by_calamine(content: bytes, tab: str, columns: list[int]) -> Values | None:
    try:
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(tab).to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError, ValueError):
        return None
    return {
        (tab, row, column): value
        for row, cells in enumerate(rows[:400], 1)
        for column, value in enumerate(cells, 1)
        if value != "" and column not in columns
    }


READERS = {"openpyxl": _by_openpyxl, "calamine": _by_calamine}


def trials(corpus_forms: int) -> Iterator[tuple[str, bytes, Form]]:
    """(what is tried, the workbook, its form): all forms of ours, some of each of the corpus."""
    for base, content in BASES.items():
        for name, form in FORMS.items():
            yield f"{base}: {name}", content, form
    chance = random.Random(20)
    for path in workbooks():
        for name in chance.sample(sorted(FORMS), corpus_forms):
            yield f"{path.parent.name}/{path.name}: {name}", path.read_bytes(), FORMS[name]


def main(folder: Path, corpus_forms: int) -> None:
    """Try all, print what is not well, and count."""
    folder.mkdir(parents=True, exist_ok=True)
    found: Counter[str] = Counter()
    pairs = []
    for number, (name, base, form) in enumerate(trials(corpus_forms)):
        path = folder / "crm.xlsx"
        try:
            outcome = tried(base, form, path)
        except (DoesNotApplyError, zipfile.BadZipFile):
            continue
        except Exception as err:  # noqa: BLE001  the walk goes on, and tells of the crash
            outcome = Outcome("crash", repr(err))
        found[outcome.kind] += 1
        if outcome.kind == "ok":
            pairs.append((folder / f"{number}.before.xlsx", folder / f"{number}.xlsx", name))
            pairs[-1][0].write_bytes(form.of(base))
            (folder / "scored.xlsx").replace(pairs[-1][1])
        else:
            print(f"{outcome.kind:8} {name}: {outcome.detail[:300]}", flush=True)
    print(found, flush=True)
    _judge(folder, pairs)


def _judge(folder: Path, pairs: list[tuple[Path, Path, str]], every: int = 20) -> None:
    for at in range(0, len(pairs), 50):
        some = pairs[at : at + 50]
        if not new_errors([pair[:2] for pair in some]):
            continue
        for before, after, name in some:
            for line in new_errors([(before, after)])[:3]:
                print(f"validator {name}: {line[:300]}", flush=True)
    for before, after, name in pairs[::every]:
        if not opened(after, folder / "csv") and opened(before, folder / "csv"):
            print("LibreOffice does not open:", name, flush=True)


if __name__ == "__main__":
    asks = argparse.ArgumentParser(prog="python -m tests.opc.variety.trial", description=__doc__)
    asks.add_argument("folder", type=Path, help="where the workbooks that were written go")
    asks.add_argument("corpus_forms", type=int, nargs="?", default=2, help="forms of each one  [default: %(default)s]")
    asked = asks.parse_args()
    main(asked.folder, asked.corpus_forms)
