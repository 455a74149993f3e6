"""What the values below a doubtful header say of it: which field they prove, or which ones they leave open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from relsheet.intake.evidence import Verdict, are_later, verdict
from relsheet.intake.fields import DAYS_BESIDE, FIELDS, Kind
from relsheet.intake.header_dictionary import Claim
from relsheet.records import Role
from relsheet.sheets.workbook import Value

#: Kinds that only known words prove: what is left over may be any word.
WORDS = frozenset({Kind.WORD, Kind.MARK})


@dataclass(frozen=True, slots=True)
class Beside:
    """What the other columns of the tab are: the fields that have one, those that must have none, the last contacts."""

    found: Collection[str]
    closed: Collection[str]
    last_contacts: Sequence[Value] | None


@dataclass(frozen=True, slots=True)
class Settled:
    """The one field that is meant; else those that may be, which is to be reported."""

    field: str | None = None
    maybe: tuple[str, ...] = ()
    fits_none: bool = False  # the values are something else altogether


def settled_by_values(role: Role, claims: Sequence[Claim], values: Sequence[Value], beside: Beside) -> Settled:
    """The one field that the values prove or leave over; a label (anything short) gives way to every proof."""
    verdicts = {claim.field: verdict(FIELDS[role][claim.field], values) for claim in claims}
    if not claims or Verdict.EMPTY in verdicts.values():
        return Settled()
    taken = {*beside.found, *beside.closed}
    yes = [name for name, said in verdicts.items() if said is Verdict.YES]
    left = [name for name in yes if name not in taken]
    if len(left) == 1 < len(yes) and not set(yes) & set(beside.closed) and _may_be(left[0], values, beside):
        return Settled(left[0])  # 跟进时间 beside 下次跟进时间 can only be the last one
    maybe = [name for name, said in verdicts.items() if said is Verdict.MAYBE]
    rivals = [name for name in maybe if FIELDS[role][name].kind is not Kind.LABEL]
    if len(yes) == 1 and not rivals:
        return Settled(yes[0])
    if not yes and len(maybe) == 1 and len(claims) > 1 and FIELDS[role][maybe[0]].kind not in WORDS:
        return Settled(maybe[0])
    open_fields = tuple(name for name in (*yes, *maybe) if name not in taken)
    return Settled(_by_its_day(open_fields, beside), open_fields, fits_none=not open_fields and not maybe)


def _may_be(name: str, values: Sequence[Value], beside: Beside) -> bool:
    """跟进时间 beside 最后跟进时间 is the next one only if it is later."""
    return name != "next_contact" or beside.last_contacts is None or are_later(values, beside.last_contacts)


def _by_its_day(names: Sequence[str], beside: Beside) -> str | None:
    """The one of these texts whose day stands beside it."""
    dated = [name for name in names if DAYS_BESIDE.get(name, frozenset()).intersection(beside.found)]
    return dated[0] if len(dated) == 1 and DAYS_BESIDE.keys() >= set(names) else None
