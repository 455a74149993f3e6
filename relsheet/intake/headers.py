"""Which column holds which field: by the header's exact words, by the values where these are doubtful, never by order.

Precision goes before completeness: a column that could be two things is left unmapped and reported.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from relsheet.errors import ConfigError, Problem, Severity, problem
from relsheet.intake.evidence import Verdict, are_later, contradicts, verdict
from relsheet.intake.fields import DAYS_BESIDE, FIELDS, MINOR, REQUIRED, Kind
from relsheet.intake.header_dictionary import (
    Claim,
    Claims,
    Rank,
    claims_of,
    claims_on,
    doubtful_beside,
    means_customer_id,
    usual_spelling,
)
from relsheet.intake.header_text import JOINT, OWN_MARK, HeaderText, header_text
from relsheet.intake.spelling import fold, nearest
from relsheet.intake.values.column import DateOrder, Unit, as_shown
from relsheet.intake.values.durations import first_length
from relsheet.records import Origin, Role
from relsheet.sheets.workbook import Value

Samples = Callable[[int], Sequence[Value]]

#: How far a header must resemble a spelling to be suggested, of 100, and a setting to be corrected (convention).
ALIKE, ALIKE_IN_CHINESE, NAMED_ALIKE = 86, 75, 60

#: Where nothing resembles a setting, so many headers of the tab are named instead (convention).
NAMED_HERE = 8

#: Kinds that only known words prove: what is left over may be any word.
WORDS = frozenset({Kind.WORD, Kind.MARK})

_WEIGHTS = {Rank.SURE: 1.0, Rank.WEAK: 0.6, Rank.LAST: 0.4, Rank.BY_VALUES: 0.3}


YEAR = re.compile(r"(?:19|20)\d\d年?|ytd$")
#: Words that make one header another thing than a like one: 首次联系 is not 最近联系, nor is 毛利率 an amount of 毛利.
TIMES = tuple(
    re.compile(words)
    for words in (
        "首次|第一次|初次|first|initial",
        "下次|下一|下步|next",
        "上次|最近|最后|末次|last|latest",
        "计划|预计|目标|预测|plan|expected|target|forecast|budget",
        "完成|实际|done|completed|actual",
        "去年|上年|前年|lastyear|previous|prior",
        "率|占比|比例|percent|rate$",
    )
)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header row of a tab: ``cells`` are (1-based column, header as written); two halves are joined by JOINT."""

    tab: str
    row: int
    cells: Sequence[tuple[int, str]]

    def place(self, column: int) -> Origin:
        """The header cell of that column."""
        return Origin(self.tab, self.row, column)


@dataclass(frozen=True, slots=True)
class MappedHeader:
    """A column that holds a field: the header as written, and what it says about the cells below."""

    column: int
    text: str
    unit: Unit | None = None
    date_order: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Field -> column, the columns that mean nothing to us, and what was unclear."""

    columns: Mapping[str, MappedHeader]
    unmapped: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


class Spellings:
    """The dictionary of headers, as far as the choice of tabs needs it."""

    def weights(self, role: Role, header: str) -> Mapping[str, float]:
        """The fields that a header may mean on a tab of that role, with how sure that is (0 ... 1)."""
        return _weights(role, header)


@cache
def _weights(role: Role, header: str) -> Mapping[str, float]:
    if OWN_MARK in header:
        return {}
    return {claim.field: _WEIGHTS[claim.rank] for claim in claims_on(role, header_text(header))}


def map_headers(role: Role, row: HeaderRow, samples: Samples, overrides: Mapping[str, str]) -> HeaderMap:
    """The fields of a tab by its header row.

    ``samples`` gives some values of a column (a hundred do); ``overrides`` is [headers.<role>]: field -> header, an
    empty header for a field that has no column. ConfigError for a field or a header that is not there.
    """
    mapping = _Mapping(role, row, samples)
    mapping.settle(overrides)
    mapping.settle_company()
    for rank in (Rank.SURE, Rank.WEAK, Rank.LAST):
        mapping.take(rank)
    mapping.take_by_values()
    mapping.suggest()
    return mapping.result()


@dataclass(slots=True)
class _Mapping:
    """A mapping in the making."""

    role: Role
    row: HeaderRow
    samples: Samples
    found: dict[str, MappedHeader] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)  # fields that must not be mapped (any more)
    problems: list[Problem] = field(default_factory=list)
    open: dict[int, HeaderText] = field(init=False)  # columns without a field
    reported: set[int] = field(default_factory=set)
    doubtful: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.open = {
            column: header_text(text) for column, text in self.row.cells if text.strip() and OWN_MARK not in text
        }

    def result(self) -> HeaderMap:
        """The mapping as it stands."""
        return HeaderMap(dict(self.found), tuple(self.open), tuple(self.problems))

    # -- what the config says -------------------------------------------------------------------------------------

    def settle(self, overrides: Mapping[str, str]) -> None:
        """Map what [headers.<role>] names; it holds against every other reading."""
        for name, text in overrides.items():
            if name not in FIELDS[self.role]:
                raise ConfigError(
                    "header_field_unknown",
                    f"[headers.{self.role}] {name}",
                    nearest=nearest(name, list(FIELDS[self.role]), NAMED_ALIKE) or ", ".join(FIELDS[self.role]),
                )
            self.closed.add(name)
            if text.strip():
                self._assign(name, self._configured(name, text))

    def _configured(self, name: str, text: str) -> int:
        same = [column for column, header in self.open.items() if header.text.strip() == text.strip()]
        same = same or [column for column, header in self.open.items() if fold(header.text) == fold(text)]
        where = f"[headers.{self.role}] {name}"
        if not same:
            written = [header.text for header in self.open.values()]
            raise ConfigError(
                "header_not_found",
                where,
                header=text,
                tab=self.row.tab,
                nearest=nearest(text, written, NAMED_ALIKE) or ", ".join(written[:NAMED_HERE]),
            )
        if len(same) > 1:
            raise ConfigError("header_twice", where, header=text, tab=self.row.tab, cells=self._cells(same))
        return same[0]

    def settle_company(self) -> None:
        """Report headers that other headers of the row make doubtful: Annual Revenue beside Employees is not ours."""
        self.doubtful = doubtful_beside(self.role, {header.normal for header in self.open.values()})
        for column, header in self.open.items():
            if header.normal in self.doubtful:
                self._report("header-not-ours", [column], *(claim.field for claim in claims_on(self.role, header)))

    def _claims(self, header: HeaderText) -> Claims:
        return () if header.normal in self.doubtful else claims_on(self.role, header)

    # -- what the words say ---------------------------------------------------------------------------------------

    def take(self, rank: Rank) -> None:
        """Map the fields that still have no column to those that claim them at that rank."""
        claimants: dict[str, list[int]] = {}
        for column, header in self.open.items():
            for claim in self._claims(header):
                if claim.rank is rank and claim.field not in self.found and claim.field not in self.closed:
                    claimants.setdefault(claim.field, []).append(column)
        for name, columns in claimants.items():
            self._award(name, columns, rank)

    def _award(self, name: str, columns: Sequence[int], rank: Rank) -> None:
        """The field goes to its only claimant, or to the only one whose values fit; else it is reported.

        A weak header over words needs words that we know: Status may be an order's, and Shipped no customer's.
        """
        wanted = FIELDS[self.role][name]
        if name == "customer":  # 客户编号 beside 客户简称 is read as the id beside the name
            columns = [column for column in columns if not means_customer_id(self.open[column])] or columns
        allowed = [column for column in columns if not contradicts(wanted, self.samples(column))]
        verdicts = {column: verdict(wanted, self.samples(column)) for column in allowed}
        if rank is not Rank.SURE and wanted.kind is Kind.WORD:
            allowed = [column for column in allowed if verdicts[column] is not Verdict.NO]
        filled = [column for column in allowed if verdicts[column] is not Verdict.EMPTY]
        proven = [column for column in filled if verdicts[column] is Verdict.YES]
        for winners in (allowed, filled, proven):
            if len(winners) == 1:
                self._assign(name, winners[0])
                return
        if not allowed:
            self._report_contradiction(name, columns)
            return
        self._report_contest(name, allowed)

    def _report_contradiction(self, name: str, columns: Sequence[int]) -> None:
        for column in columns:
            example = next((value for value in self.samples(column) if value not in (None, "")), "")
            self._report("header-values-disagree", [column], name, example=as_shown(example))

    def _report_contest(self, name: str, columns: Sequence[int]) -> None:
        self.closed.add(name)
        twice = len({self.open[column].normal for column in columns}) == 1
        self._report("header-twice" if twice else "header-contest", columns, name, cells=self._cells(columns))

    # -- what the values say --------------------------------------------------------------------------------------

    def take_by_values(self) -> None:
        """Map doubtful headers that the values prove; two columns that prove one field are reported."""
        proven: dict[str, list[int]] = {}
        for column, header in self.open.items():
            claims = [claim for claim in self._claims(header) if claim.rank is Rank.BY_VALUES]
            name = self._proven(column, claims)
            if name is not None and name not in self.found and name not in self.closed:
                proven.setdefault(name, []).append(column)
        for name, columns in proven.items():
            if len(columns) == 1:
                self._assign(name, columns[0])
            else:
                self._report_contest(name, columns)

    def _proven(self, column: int, claims: Sequence[Claim]) -> str | None:
        """The one field that the values prove or leave over; a label (anything short) gives way to every proof."""
        if not claims:
            return None
        values = self.samples(column)
        verdicts = {claim.field: verdict(FIELDS[self.role][claim.field], values) for claim in claims}
        if Verdict.EMPTY in verdicts.values():
            return None
        yes = [name for name, said in verdicts.items() if said is Verdict.YES]
        left = [name for name in yes if name not in self.found and name not in self.closed]
        if len(left) == 1 < len(yes) and not (set(yes) - set(left)) & self.closed and self._may_be(left[0], values):
            return left[0]  # 跟进时间 beside 下次跟进时间 can only be the last one
        maybe = [name for name, said in verdicts.items() if said is Verdict.MAYBE]
        rivals = [name for name in maybe if FIELDS[self.role][name].kind is not Kind.LABEL]
        if len(yes) == 1 and not rivals:
            return yes[0]
        if not yes and len(maybe) == 1 and len(claims) > 1 and FIELDS[self.role][maybe[0]].kind not in WORDS:
            return maybe[0]
        open_fields = [name for name in (*yes, *maybe) if name not in self.found and name not in self.closed]
        dated = [name for name in open_fields if DAYS_BESIDE.get(name, frozenset()) & self.found.keys()]
        if len(dated) == 1 and DAYS_BESIDE.keys() >= set(open_fields):
            return dated[0]
        if open_fields:
            self._report("header-unclear", [column], *open_fields)
        elif not maybe and (length := first_length(values)) is not None:
            self._report_length(column, claims, length)
        return None

    def _report_length(self, column: int, claims: Sequence[Claim], length: str) -> None:
        """处理时间 over 3天 says how long it took, and not when it was done."""
        moments = [claim.field for claim in claims if FIELDS[self.role][claim.field].kind is Kind.MOMENT]
        if moments and moments[0] not in self.found:
            self._report("header-is-length", [column], moments[0], severity=Severity.NOTE, example=length)

    def _may_be(self, name: str, values: Sequence[Value]) -> bool:
        """跟进时间 beside 最后跟进时间 is the next one only if it is later."""
        last = self.found.get("last_contact")
        return name != "next_contact" or last is None or are_later(values, self.samples(last.column))

    # -- what is only suggested -----------------------------------------------------------------------------------

    def suggest(self) -> None:
        """Name the field that an unknown header resembles: a suggestion, never a mapping."""
        wanted = {
            spelling: claims[0].field
            for spelling, claims in claims_of(self.role).items()
            if claims[0].rank <= Rank.WEAK and claims[0].field not in self.found and claims[0].field not in self.closed
        }
        for column, header in self.open.items():
            if column in self.reported or claims_on(self.role, header):
                continue
            name = self._of_a_year(header) or self._alike(header.normal, wanted)
            if name:
                self._report("header-like", [column], name, severity=Severity.NOTE)

    def _of_a_year(self, header: HeaderText) -> str | None:
        """The field of Revenue 2025 is that of Revenue; which year is wanted, only the user knows."""
        claims = claims_of(self.role).get(YEAR.sub("", header.normal), ())
        return next((claim.field for claim in claims if claim.field not in (*self.found, *self.closed)), None)

    def _alike(self, header: str, wanted: Mapping[str, str]) -> str | None:
        like = nearest(header, list(wanted), ALIKE if header.isascii() else ALIKE_IN_CHINESE)
        return wanted[like] if like and _times(header) == _times(like) else None

    # -- bookkeeping ----------------------------------------------------------------------------------------------

    def _assign(self, name: str, column: int) -> None:
        header = self.open.pop(column)
        self.found[name] = MappedHeader(column, header.text, header.unit, header.date_order)

    def _cells(self, columns: Sequence[int]) -> str:
        return ", ".join(str(self.row.place(column)).rpartition("!")[2] for column in columns)

    def _report(
        self, code: str, columns: Sequence[int], *names: str, severity: Severity | None = None, **values: object
    ) -> None:
        self.reported.update(columns)
        header = self.open[columns[0]].text.replace(JOINT, " ")
        self.problems.append(
            problem(
                code,
                self.row.place(columns[0]),
                severity or _severity(self.role, names),
                header=header,
                meaning=" / ".join(usual_spelling(self.role, name, header) for name in names),
                field=names[0],
                role=self.role.value,
                **values,
            )
        )


def _times(header: str) -> tuple[bool, ...]:
    """Which of the opposites a folded header names."""
    return tuple(bool(words.search(header)) for words in TIMES)


def _severity(role: Role, names: Sequence[str]) -> Severity:
    """How much it harms that these fields have no column."""
    if set(names) & set(REQUIRED[role]):
        return Severity.ERROR
    return Severity.NOTE if MINOR.issuperset(names) else Severity.WARNING
