"""Which customer or person is meant by an id or a name on the command line."""

from difflib import get_close_matches

from relsheet.errors import UsageError
from relsheet.records import Customer
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.people import BETWEEN_NAMES
from relsheet.rules.results import Verdict


def find_case(assessment: Assessment, wanted: str) -> Case:
    """The customer of that id or name; UsageError with the nearest names where there is none, or more than one."""
    asked = folded(wanted)
    exact = [case for case in assessment.cases if asked in names_of(case.customer)]
    partly = [case for case in assessment.cases if any(asked in name for name in names_of(case.customer))]
    found = exact or partly
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError("customer-ambiguous", wanted, names=", ".join(case.customer.name for case in found[:5]))
    called = {name: case.customer.name for case in assessment.cases for name in names_of(case.customer)}
    near = dict.fromkeys(called[name] for name in get_close_matches(asked, called, n=3, cutoff=0.5))
    raise UsageError("customer-unknown-near" if near else "customer-unknown", wanted, names=", ".join(near))


def find_verdict(assessment: Assessment, wanted: str) -> Verdict | None:
    """The complaint of that id, or in that cell ("Complaints!A17"); None where there is none.

    UsageError with their cells where several have that id, unless a customer has it too: then he is meant.
    """
    asked = folded(wanted)
    found = [one for one in assessment.verdicts if asked and asked in (folded(one.complaint.id or ""), cell_of(one))]
    if len(found) < 2:
        return found[0] if found else None
    if any(asked in names_of(case.customer) for case in assessment.cases):
        return None
    called: dict[str | None, str] = {case.customer.key: case.customer.name for case in assessment.cases}
    told = [f"{one.complaint.origin} ({called.get(one.complaint.customer, '–')})" for one in found[:5]]
    cells = ", ".join((*told, *["…"][: len(found) - 5]))
    raise UsageError("complaint-ambiguous", wanted, cells=cells, count=len(found), cell=found[0].complaint.origin)


def cell_of(verdict: Verdict) -> str:
    """The cell that a complaint is known by, as it is compared."""
    return folded(str(verdict.complaint.origin))


def names_of(customer: Customer) -> frozenset[str]:
    """What a customer is called: id, name, other names."""
    return frozenset(folded(name) for name in (customer.id, customer.name, *customer.aliases) if name)


def folded(name: str) -> str:
    return "".join(name.split()).casefold()


def find_owner(assessment: Assessment, wanted: str) -> frozenset[str]:
    """The owners' cells that name that person, alone or with others (张伟、李娜; Ann & Bob), as the book writes them.

    UsageError with the nearest names where there is none, or more than one.
    """
    named = (*(case.customer.owner for case in assessment.cases), *(action.owner for action in assessment.actions))
    cells = {name for name in named if name}
    people = {folded(one): one.strip() for cell in sorted(cells) for one in BETWEEN_NAMES.split(cell) if one.strip()}
    asked = folded(wanted)
    together = frozenset(cell for cell in cells if folded(cell) == asked)
    found = [asked] if asked in people else [key for key in people if asked in key]
    if len(found) > 1:
        raise UsageError("owner-ambiguous", wanted, names=", ".join(people[key] for key in found[:5]))
    if found or together:
        return together | {cell for cell in cells if {folded(one) for one in BETWEEN_NAMES.split(cell)} & {*found}}
    near = [people[key] for key in get_close_matches(asked, people, n=3, cutoff=0.5)] or list(people.values())[:8]
    raise UsageError("owner-unknown" if near else "owner-none", wanted, names=", ".join(near))
