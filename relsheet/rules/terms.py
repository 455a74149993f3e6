"""What a play may ask of every customer: the fields of his row, and what the core rules found."""

from datetime import date
from enum import Enum

from relsheet.records import Customer
from relsheet.rules.situation import TERMS, Answer, Situation, Term, term


def field_term(name: str) -> Term:
    """A field of the customers tab as a term; enums by their machine's word."""

    def read(at: Situation) -> Answer:
        value = getattr(at.facts.customer, name)
        if isinstance(value, Enum):
            return str(value.value)
        return value if value is None or isinstance(value, (str, int, float, date)) else float(value)

    return read


NOT_TERMS = frozenset({"origin", "aliases", "unreadable"})
TERMS.update({name: field_term(name) for name in Customer.__struct_fields__ if name not in NOT_TERMS})
TERMS["customer"] = TERMS["name"]


@term("prospect")
def prospect(at: Situation) -> Answer:
    return at.facts.is_prospect


@term("abc")
def abc(at: Situation) -> Answer:
    return at.abc.letter


@term("abc_previous")
def abc_previous(at: Situation) -> Answer:
    return at.abc.previous


@term("abc_move")
def abc_move(at: Situation) -> Answer:
    return at.abc.move


@term("abc_year_before")
def abc_year_before(at: Situation) -> Answer:
    return at.abc.year_before_letter


@term("abc_fallen")
def abc_fallen(at: Situation) -> Answer:
    """From which class he fell, and since when; None where he did not fall."""
    letter, previous, compared = at.abc.letter, at.abc.previous, at.run.past.compared_with
    if letter is None:
        return None
    if previous is not None and previous < letter and compared is not None:
        return at.run.texts("move.abc", previous=previous, letter=letter, since=compared.date())
    before = at.abc.year_before_letter
    return at.run.texts("move.abc_year", previous=before, letter=letter) if before and before < letter else None


@term("class_or_own")
def class_or_own(at: Situation) -> Answer:
    """The computed class, else the one that the user entered."""
    return at.abc.letter or at.customer.own_class


@term("share")
def share(at: Situation) -> Answer:
    return at.abc.share


@term("missing_to_a")
def missing_to_a(at: Situation) -> Answer:
    """Whole units of money to the A line, of a small A."""
    cents = at.abc.upgrade_missing_cents
    return None if cents is None else cents // 100


@term("tier")
def tier(at: Situation) -> Answer:
    return None if at.tier.tier is None else int(at.tier.tier)


@term("hangs_on")
def hangs_on(at: Situation) -> Answer:
    """Who alone carries the relationship, on their side or on ours."""
    return at.flags.get("single_contact")


@term("last_contact_day")
def last_contact_day(at: Situation) -> Answer:
    return at.contact.last


@term("days_silent")
def days_silent(at: Situation) -> Answer:
    return None if at.contact.last is None else (at.run.today - at.contact.last).days


@term("interval_days")
def interval_days(at: Situation) -> Answer:
    return at.contact.interval_days


@term("interval_reason")
def interval_reason(at: Situation) -> Answer:
    return at.contact.interval_reason


@term("contact_due")
def contact_due(at: Situation) -> Answer:
    return at.contact.due


@term("days_to_contact")
def days_to_contact(at: Situation) -> Answer:
    """Days until the next contact is due; negative when it is late."""
    return None if at.contact.due is None else (at.contact.due - at.run.today).days


@term("days_late")
def days_late(at: Situation) -> Answer:
    return None if at.contact.due is None else at.contact.days_late


@term("lateness")
def lateness(at: Situation) -> Answer:
    """Days late in intervals: 1 is a whole interval late."""
    return at.contact.days_late / at.contact.interval_days


@term("planned")
def planned(at: Situation) -> Answer:
    return at.contact.planned


@term("planned_text")
def planned_text(at: Situation) -> Answer:
    """The user's own words, on one line."""
    text = at.contact.planned_text
    return " ".join(text.split()) if text else at.run.texts("play.own_plan.contact")


@term("days_to_plan")
def days_to_plan(at: Situation) -> Answer:
    """Days until the user's own next step; negative when it is past."""
    return None if at.contact.planned is None else (at.contact.planned - at.run.today).days


@term("plan_days_ago")
def plan_days_ago(at: Situation) -> Answer:
    return None if at.contact.planned is None else (at.run.today - at.contact.planned).days


@term("days_to_contract_end")
def days_to_contract_end(at: Situation) -> Answer:
    return None if at.customer.contract_end is None else (at.customer.contract_end - at.run.today).days
