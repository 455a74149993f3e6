"""How many marks tie a customer and us together: contract, exclusivity, custom work, integration, equity."""

from relsheet.records import Customer
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once, once_each
from relsheet.rules.results import Facts
from relsheet.rules.run import Run

#: Each mark with yes, no, or not known, in the order of ``LOCK_INS``.
Marks = tuple[bool | None, ...]
LOCK_INS = ("contract", "exclusivity", "custom_work", "integration", "equity_link")


@once
def marks_of(facts: Facts, run: Run) -> Marks:
    """What his row says of each mark; of the contract, whether it is in force."""
    customer, mark = facts.customer, run.known.mark
    return (contract_in_force(customer, run), *[mark(customer, name) for name in LOCK_INS[1:]])


def contract_in_force(customer: Customer, run: Run) -> bool | None:
    """Whether a contract is in force: an end that lies ahead tells, too; one that has ended may have been renewed."""
    end = customer.contract_end
    if end is None or customer.contract is False:
        return run.known.mark(customer, "contract")
    return True if end >= run.today else None


@customer_column("lock_in")
def lock_in(case: Case, run: Run) -> Finding:
    """The number of marks that are entered as yes; the reason says which are not entered."""
    return counted(run, marks_of(case.facts, run))


@once_each
def counted(run: Run, marks: Marks) -> Finding:
    """The cell of all customers with these marks."""
    texts = run.texts
    yes = [texts(f"lock_in.{name}") for name, answer in zip(LOCK_INS, marks, strict=True) if answer]
    unknown = [texts(f"lock_in.{name}") for name, answer in zip(LOCK_INS, marks, strict=True) if answer is None]
    if len(unknown) == len(marks):
        return not_known(texts("lock_in.reason.unknown"))
    parts = [texts("lock_in.reason.yes", marks=texts("tier.and").join(yes))] if yes else [texts("lock_in.reason.none")]
    if unknown:
        parts.append(texts("lock_in.reason.open", marks=texts("tier.and").join(unknown)))
    return Finding(len(yes), str(len(yes)), Tone.NEUTRAL, texts("reason.join").join(parts))
