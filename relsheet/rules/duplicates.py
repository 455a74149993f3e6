"""Customers who may be one and the same: by tax number, name, phone or mail domain. Suggested, never merged."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from relsheet.errors import Problem, Severity, problem
from relsheet.policy import Settings, setting
from relsheet.records import Customer
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board, entry
from relsheet.rules.once import once_a_run
from relsheet.rules.run import Run

LEGAL_WORD = re.compile(r"\b(?:co|ltd|limited|inc|llc|corp|corporation|company|gmbh|ag|sa|plc|bv|srl|pty)\b\.?")
LEGAL_ENDING = re.compile("有限责任公司|股份有限公司|集团有限公司|有限公司|集团|公司")
#: Shorter numbers are extensions.
PHONE_DIGITS = 7
TAX_CHARACTERS = 6


class DuplicatesSettings(Settings):
    """What makes two customers look like one."""

    section: ClassVar[str] = "duplicates"
    by: tuple[str, ...] = setting(
        ("tax_id", "name", "phone", "domain"), "What is compared: tax_id, name, phone, domain."
    )
    most: int = setting(3, "What more customers than this share says nothing (a switchboard, a parent firm).", ge=2)
    public_domains: tuple[str, ...] = setting(
        (
            *("gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "live.com"),
            *("qq.com", "163.com", "126.com", "sina.com", "sohu.com", "foxmail.com", "139.com", "aliyun.com"),
        ),
        "Mail domains that say nothing of a firm.",
    )


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Customers who share something."""

    by: str
    what: str
    customers: tuple[Customer, ...]


def lookalikes(customers: Sequence[Customer], settings: DuplicatesSettings) -> Iterator[Lookalikes]:
    """Each group once, by the first thing that its customers share; in sheet order."""
    told: set[tuple[str, ...]] = set()
    for by in settings.by:
        signs = compared(customers, by, settings)
        shared = {what for what, count in Counter(signs).items() if what and 1 < count <= settings.most}
        groups: dict[str, list[Customer]] = defaultdict(list)
        for customer, what in zip(customers, signs, strict=True) if shared else ():
            if what in shared:
                groups[what].append(customer)
        for what, group in groups.items():
            keys = tuple(customer.key for customer in group)
            if keys not in told:
                told.add(keys)
                yield Lookalikes(by, what, tuple(group))


def compared(customers: Sequence[Customer], by: str, settings: DuplicatesSettings) -> Sequence[str]:
    """What of each customer is compared, made plain; empty where it says nothing."""
    if by == "name":
        return plain_names([customer.name for customer in customers])
    if by == "tax_id":
        numbers = only(str.isalnum, [customer.tax_id or "" for customer in customers])
        return [number.casefold() if len(number) >= TAX_CHARACTERS else "" for number in numbers]
    if by == "phone":
        numbers = only(str.isdecimal, [customer.phone or "" for customer in customers])
        return [digits[-11:] if len(digits) >= PHONE_DIGITS else "" for digits in numbers]
    public = frozenset(settings.public_domains)
    domains = [(customer.email or "").rpartition("@")[2].strip().casefold() for customer in customers]
    return ["" if by != "domain" or domain in public else domain for domain in domains]


def plain_names(names: Sequence[str]) -> Sequence[str]:
    """The names without case, legal form, blanks and punctuation; one that is all legal form keeps it."""
    folded = [name.casefold() for name in names]
    bare = LEGAL_ENDING.sub(" ", LEGAL_WORD.sub(" ", in_lines(folded))).split("\n") if names else ()
    short = only(str.isalnum, bare)
    return short if all(short) else [own or whole for own, whole in zip(short, only(str.isalnum, folded), strict=True)]


def only(is_kept: Callable[[str], bool], texts: Sequence[str]) -> Sequence[str]:
    """Each text with these characters only; all texts in one call, since calls cost more than the work."""
    if not texts:
        return []
    lines = in_lines(texts)
    dropped = {ord(character): None for character in set(lines) if not is_kept(character) and character != "\n"}
    return lines.translate(dropped).split("\n")


def in_lines(texts: Sequence[str]) -> str:
    """The texts, a line each."""
    return "\n".join([text.replace("\n", " ") for text in texts])


@once_a_run
def lookalikes_of(run: Run) -> Sequence[Lookalikes]:
    """All groups of the book."""
    return tuple(lookalikes(run.book.customers, run.policy.of(DuplicatesSettings)))


def duplicate_problems(run: Run) -> tuple[Problem, ...]:
    """A note for each group, at its last customer; none where the reader has told of the same name twice."""
    told = {found.where for found in run.book.problems if found.code == "doubled-name"}
    return tuple(
        problem(
            "duplicate",
            found.customers[-1].origin,
            Severity.NOTE,
            name=found.customers[-1].name,
            other=found.customers[0].name,
            cell=str(found.customers[0].origin),
            what=found.what,
        )
        for found in lookalikes_of(run)
        if str(found.customers[0].origin) not in told
    )


@board("duplicates")
def duplicates(cases: Sequence[Case], run: Run) -> Board:
    """The groups, with what they share and their rows."""
    say = BoardTexts(run, "duplicates")
    heads = (say.head("first", 3), say.head("others", 4), say.head("by"), say.head("what", 3))
    rows = [
        (
            entry(group.customers[0].name, origin=group.customers[0].origin),
            entry(
                run.texts("profile.join").join(each.name for each in group.customers[1:]),
                origin=group.customers[1].origin,
            ),
            run.texts(f"board.duplicates.{group.by}"),
            group.what,
        )
        for group in lookalikes_of(run)
    ]
    return say.board(rows, heads)
