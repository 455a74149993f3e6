"""Which field a folded header may mean, per role, and how sure that is."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Literal

from relsheet.intake.dictionary import header_tables
from relsheet.intake.fields import REQUIRED
from relsheet.intake.header_text import HeaderText
from relsheet.intake.spelling import fold
from relsheet.records import Role

#: Tables of headers that make others doubtful: how large the customer is, what a deal may bring.
DOUBT_BESIDE = ("firmographics", "deals")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Rank(IntEnum):
    """How sure a spelling is of its field (config/headers.toml says what each means)."""

    SURE = 0
    WEAK = 1
    LAST = 2
    BY_VALUES = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A spelling's claim to a field."""

    field: str
    rank: Rank


Claims = tuple[Claim, ...]


@cache
def claims_of(role: Role) -> Mapping[str, Claims]:
    """Folded spelling -> its claims, surest first."""
    found: dict[str, list[Claim]] = {}
    for name, ranks in header_tables()[role.value].items():
        for rank in Rank:
            for spelling in ranks.get(rank.name.lower(), ()):
                claims = found.setdefault(fold(spelling), [])
                if all(claim.field != name for claim in claims):
                    claims.append(Claim(name, rank))
    return {spelling: tuple(sorted(claims, key=lambda claim: claim.rank)) for spelling, claims in found.items()}


def means_customer_id(header: HeaderText) -> bool:
    """Whether the header surely stands over customers' ids."""
    claims = claims_of(Role.CUSTOMERS).get(said_of_customers(header.normal), ())
    return any(claim.field == "id" and claim.rank is Rank.SURE for claim in claims)


def said_of_customers(folded: str) -> str:
    """The folded header or tab name as said of customers: 经销商编码 is 客户编码, Dealers customers."""
    word = next((word for word in _synonyms() if folded.startswith(word)), None)
    return _synonyms()[word] + folded.removeprefix(word) if word else folded


@cache
def _synonyms() -> Mapping[str, str]:
    """Folded word -> the folded word for a customer that it stands for."""
    return {fold(word): fold(usual) for usual, words in header_tables()["synonyms"].items() for word in words}


def claims_on(role: Role, header: HeaderText) -> Claims:
    """The claims of a header: of the whole, else said of customers, of two readings that agree, of a lower half."""
    known = claims_of(role)
    whole = known.get(header.normal)
    if whole:
        return whole
    if said := known.get(said_of_customers(header.normal)):
        return tuple(Claim(claim.field, max(claim.rank, Rank.LAST)) for claim in said)
    if header.parts:
        agreed = tuple(_agreement(known.get(header.parts[0], ()), known.get(header.parts[1], ())))
        if agreed:
            return agreed
    return _claims_below(role, *header.halves) if header.halves else ()


def _agreement(first: Claims, second: Claims) -> Iterator[Claim]:
    ranks = {claim.field: claim.rank for claim in second}
    for claim in first:
        if claim.field in ranks:
            yield Claim(claim.field, min(claim.rank, ranks[claim.field]))


def _claims_below(role: Role, upper: str, lower: str) -> Claims:
    """竞争对手 over 年销售额 is not our sales: under a heading that is not neutral only the keys of a row are taken."""
    claims = claims_of(role).get(lower, ())
    if upper in _neutral_groups():
        return claims
    keys = (*REQUIRED[role], "id")
    return tuple(claim for claim in claims if claim.rank is Rank.SURE and claim.field in keys)


@cache
def _neutral_groups() -> frozenset[str]:
    return frozenset(map(fold, header_tables()["groups"]["neutral"]))


def doubtful_beside(role: Role, normals: Collection[str]) -> frozenset[str]:
    """The folded headers that lose their meaning in the company of others (DOUBT_BESIDE in config/headers.toml)."""
    if role is not Role.CUSTOMERS:
        return frozenset()
    tables = [header_tables()[name] for name in DOUBT_BESIDE]
    present = [table for table in tables if any(fold(header) in normals for header in table["headers"])]
    return frozenset(fold(header) for table in present for header in table["doubtful"])


def deal_among(headers: Iterable[str], kind: Literal["named", "open"]) -> str | None:
    """The first header, as written, which names a deal, or tells that it is not won yet ("open")."""
    telling = _deals(kind)
    return next((header for header in headers if fold(header) in telling), None)


@cache
def _deals(kind: str) -> frozenset[str]:
    return frozenset(map(fold, header_tables()["deals"][kind]))


@cache
def tab_names(role: Role) -> frozenset[str]:
    """The folded names that a tab of that role often has."""
    return frozenset(map(fold, header_tables()["tabs"][role.value]))


@cache
def words_of(table: str) -> tuple[str, ...]:
    """The folded words of a table that names what a tab does not hold: no_list, no_customers, no_logs."""
    return tuple(map(fold, header_tables()[table]["words"]))


def tells_of_events(header: str) -> bool:
    """Whether a folded header numbers something that customers did: each row is then an event, not a customer."""
    known, endings = _events()
    return header in known or header.endswith(endings)


@cache
def _events() -> tuple[frozenset[str], tuple[str, ...]]:
    events = header_tables()["events"]
    return frozenset(map(fold, events["headers"])), tuple(map(fold, events["endings"]))


def usual_spelling(role: Role, field: str, like: str) -> str:
    """The spelling of a field that the dictionary has first, in the script of the header it stands beside."""
    spellings: list[str] = [spelling for rank in header_tables()[role.value][field].values() for spelling in rank]
    chinese = bool(_CHINESE.search(like))
    return next((spelling for spelling in spellings if bool(_CHINESE.search(spelling)) is chinese), spellings[0])
