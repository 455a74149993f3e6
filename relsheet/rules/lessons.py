"""Customers who teach us: what we learned from one is offered to the others of his industry or need."""

from collections.abc import Mapping, Sequence

from relsheet.records import Customer
from relsheet.rules.comparisons import comparison
from relsheet.rules.flags import flag
from relsheet.rules.situation import Answer, Situation, term

MARK = "teaches_us"


@flag("teaches_us")
def teaches_us(at: Situation) -> str | None:
    """He is marked as a customer who teaches us."""
    return at.run.texts("flag.teaches_us.reason") if at.customer.teaches_us else None


@comparison("lesson")
def lesson(situations: Sequence[Situation]) -> Mapping[str, str]:
    """A customer of the same industry, or with the same need, teaches us; silent where nobody has that mark."""
    if not situations or MARK not in situations[0].run.known.yes_in:
        return {}
    texts = situations[0].run.texts
    teachers: dict[tuple[str, str], Customer] = {}
    for at in situations:
        if at.customer.teaches_us:
            teachers |= {topic: at.customer for topic in topics_of(at.customer) if topic not in teachers}
    reasons: dict[str, str] = {}
    for at in situations:
        topic = next((topic for topic in topics_of(at.customer) if topic in teachers), None)
        if topic is not None and not at.customer.teaches_us:
            kind = topic[0]
            words = getattr(at.customer, kind).strip()
            reasons[at.customer.key] = texts(f"flag.lesson.{kind}", name=teachers[topic].name, what=words)
    return reasons


def topics_of(customer: Customer) -> Sequence[tuple[str, str]]:
    """What customers can have in common, as it is compared."""
    written = (("industry", customer.industry), ("needs", customer.needs))
    return [(kind, " ".join(text.split()).casefold()) for kind, text in written if text and text.strip()]


@term("lesson")
def lesson_reason(at: Situation) -> Answer:
    return at.flags.get("lesson")
