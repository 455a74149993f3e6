"""Tailored offer missing: a customer who counts, and nobody has written down what he needs or planned anything."""

from relsheet.rules.flags import flag
from relsheet.rules.situation import Situation


@flag("offer_missing")
def offer_missing(at: Situation) -> str | None:
    """Class A or B, and his needs are blank, or nothing is planned with him in W.

    Silent where the book keeps no needs and no plans at all: then nobody's blank means anything.
    """
    letter = at.abc.letter or at.customer.own_class
    if letter not in ("A", "B"):
        return None
    run, customer, lacking = at.run, at.customer, []
    if not customer.needs and "needs" in run.known.filled and "needs" not in customer.unreadable:
        lacking.append(run.texts("flag.offer_missing.needs"))
    plans_kept = bool(run.book.plans) or "next_contact" in run.known.filled or "joint_plan" in run.known.yes_in
    if plans_kept and not has_plan(at):
        lacking.append(run.texts("flag.offer_missing.plan"))
    if not lacking:
        return None
    return run.texts("flag.offer_missing.reason", letter=letter, lacking=run.texts("tier.and").join(lacking))


def has_plan(at: Situation) -> bool:
    """Whether anything is, or in W was, planned with him."""
    customer = at.customer
    if at.contact.planned is not None or customer.next_action or customer.joint_plan:
        return True
    if {"next_contact", "joint_plan"}.intersection(customer.unreadable):
        return True
    return any(plan.date > at.run.window.after for plan in at.facts.plans)
