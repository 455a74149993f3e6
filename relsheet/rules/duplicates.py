"""Customers who may be one and the same: by name, phone or mail domain. Suggested, never merged."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from relsheet.errors import Problem, Severity, problem
from relsheet.policy import Settings, setting
from relsheet.records import Book, Customer
from relsheet.rules.boards import BoardTexts, board, entry
from relsheet.rules.results import Board, Case
from relsheet.rules.run import Run

LEGAL_FORM = re.compile(
    r"(?:\b(?:co|ltd|limited|inc|llc|corp|corporation|company|gmbh|ag|sa|plc|bv|srl|pty)\b\.?)"
    r"|(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团|公司)",
    re.IGNORECASE,
)
NO_WORD = re.compile(r"[\W_]+")
NO_DIGIT = re.compile(r"\D+")
#: Shorter numbers are extensions.
PHONE_DIGITS = 7


class DuplicatesSettings(Settings):
    """What makes two customers look like one."""

    section: ClassVar[str] = "duplicates"
    by: tuple[str, ...] = setting(("name", "phone", "domain"), "What is compared: name, phone, domain.")
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
        groups: dict[str, list[Customer]] = defaultdict(list)
        for customer in customers:
            if what := compared(customer, by, settings):
                groups[what].append(customer)
        for what, group in groups.items():
            keys = tuple(customer.key for customer in group)
            if 1 < len(group) <= settings.most and keys not in told:
                told.add(keys)
                yield Lookalikes(by, what, tuple(group))


def compared(customer: Customer, by: str, settings: DuplicatesSettings) -> str:
    """What of a customer is compared, made plain; empty where it says nothing."""
    if by == "name":
        return plain_name(customer.name)
    if by == "phone":
        digits = NO_DIGIT.sub("", customer.phone or "")
        return digits[-11:] if len(digits) >= PHONE_DIGITS else ""
    domain = (customer.email or "").rpartition("@")[2].strip().casefold() if by == "domain" else ""
    return "" if domain in settings.public_domains else domain


def plain_name(name: str) -> str:
    """A name without legal form, blanks and punctuation."""
    bare = NO_WORD.sub("", LEGAL_FORM.sub(" ", name)).casefold()
    return bare or NO_WORD.sub("", name).casefold()


def duplicate_problems(book: Book, settings: DuplicatesSettings) -> tuple[Problem, ...]:
    """A note for each group, at its last customer."""
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
        for found in lookalikes(book.customers, settings)
    )


@board("duplicates")
def duplicates(cases: Sequence[Case], run: Run) -> Board:
    """The groups, with what they share and their rows."""
    say = BoardTexts(run, "duplicates")
    heads = (say.head("first", 3), say.head("others", 4), say.head("by"), say.head("what", 3))
    found = lookalikes([case.customer for case in cases], run.policy.of(DuplicatesSettings))
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
        for group in found
    ]
    return say.board(rows, heads)
