"""Customers on a tab for each salesman: his name stands on the tab and not in the rows."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from relsheet.errors import Problem, Severity, problem
from relsheet.intake.header_dictionary import tab_names
from relsheet.intake.spelling import fold
from relsheet.records import Customer, MappedTab, Role


def owners_of_tabs(tabs: Sequence[MappedTab], people: Sequence[str]) -> Mapping[str, str]:
    """Tab -> the one of ours whose name stands on it beside the word for customers: 客户-张伟, Ann's clients.

    Only where customers are on several tabs without a column of owners, and only a person whom other rows name: 华东
    and North are no people. Of several spellings of a name (Tom, TOM) the first of ``people`` is taken.
    """
    bare = [tab for tab in tabs if "owner" not in tab.headers]
    if len(bare) < 2:
        return {}
    named = ((tab.tab, next((person for person in people if _names(tab.tab, person)), None)) for tab in bare)
    return {tab: person for tab, person in named if person}


def _names(tab: str, person: str) -> bool:
    """Whether the tab's name is that person's, with nothing but the word for customers beside it."""
    rest = re.sub(rf"{re.escape(person)}(?:['’]s)?", " ", tab, flags=re.IGNORECASE)
    return rest != tab and fold(rest).strip("的") in ("", *tab_names(Role.CUSTOMERS))


def with_owners(customers: Sequence[Customer], owners: Mapping[str, str]) -> tuple[Customer, ...]:
    """The customers, those on such a tab with its owner."""
    return tuple(
        replace(one, owner=owners[one.origin.tab]) if one.owner is None and one.origin.tab in owners else one
        for one in customers
    )


def said_of_owners(owners: Mapping[str, str]) -> Iterator[Problem]:
    """What a user should know: whose customers they were taken for."""
    for tab, person in owners.items():
        yield problem("owner-from-tab", tab, Severity.NOTE, name=person)
