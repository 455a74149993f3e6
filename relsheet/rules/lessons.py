"""Customers who teach us: what we learned from one is offered to the others of his industry or need."""

from collections.abc import Mapping, Sequence

from relsheet.records import Customer
from relsheet.rules.flags import flag
from relsheet.rules.once import once_a_run
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term

MARK = "teaches_us"


@flag("teaches_us")
def teaches_us(at: Situation) -> str | None:
    """He is marked as a customer who teaches us."""
    return at.run.texts("flag.teaches_us.reason") if at.customer.teaches_us else None


@flag("lesson")
def lesson(at: Situation) -> str | None:
    """A customer of the same industry, or with the same need, teaches us; silent where nobody has that mark."""
    if MARK not in at.run.known.yes_in or at.customer.teaches_us:
        return None
    known = teachers(at.run)
    topic = next((topic for topic in topics_of(at.customer) if topic in known), None)
    if topic is None:
        return None
    words = getattr(at.customer, topic[0]).strip()
    return at.run.texts(f"flag.lesson.{topic[0]}", name=known[topic].name, what=words)


@once_a_run
def teachers(run: Run) -> Mapping[tuple[str, str], Customer]:
    """Who teaches us, by what others can have in common with him; of several the first."""
    found: dict[tuple[str, str], Customer] = {}
    for customer in run.book.customers:
        if customer.teaches_us:
            found |= {topic: customer for topic in topics_of(customer) if topic not in found}
    return found


def topics_of(customer: Customer) -> Sequence[tuple[str, str]]:
    """What customers can have in common, as it is compared."""
    written = (("industry", customer.industry), ("needs", customer.needs))
    return [(kind, " ".join(text.split()).casefold()) for kind, text in written if text and text.strip()]


@term("lesson")
def lesson_reason(at: Situation) -> Answer:
    return at.flags.get("lesson")
