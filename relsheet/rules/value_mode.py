"""How value is shared with a customer: by price concessions, or by creating something together."""

from relsheet.records import Customer
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once_each
from relsheet.rules.run import Run

#: Marks that stand for work done together.
JOINT = ("joint_plan", "custom_work", "integration")


def gets_discount(customer: Customer) -> bool:
    """Whether a discount or rebate is entered for him."""
    return bool(customer.discount and customer.discount > 0) or bool(customer.rebate and customer.rebate > 0)


@customer_column("value_mode")
def value_mode(case: Case, run: Run) -> Finding:
    """Joint creation where a joint project is marked; price concessions where there is a discount and no project.

    Unknown where there is a discount and nobody has said whether there is a project; a dash without either.
    """
    customer, mark = case.facts.customer, run.known.mark
    return told(run, gets_discount(customer), *[mark(customer, name) for name in JOINT])


@once_each
def told(run: Run, discount: bool, *marks: bool | None) -> Finding:
    """The cell of all customers with these marks."""
    texts = run.texts
    joint = [texts(f"value_mode.{name}") for name, answer in zip(JOINT, marks, strict=True) if answer]
    if joint:
        key = "value_mode.reason.joint_discount" if discount else "value_mode.reason.joint"
        reason = texts(key, marks=texts("tier.and").join(joint))
        return Finding("joint", texts("value_mode.joint"), Tone.NEUTRAL, reason)
    if not discount:
        return does_not_apply()
    unknown = [texts(f"value_mode.{name}") for name, answer in zip(JOINT, marks, strict=True) if answer is None]
    if unknown:
        return not_known(texts("value_mode.reason.unknown", marks=texts("tier.and").join(unknown)))
    return Finding("price", texts("value_mode.price"), Tone.NEUTRAL, texts("value_mode.reason.price"))
