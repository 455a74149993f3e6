"""Only purchasing known: all whom we know at a customer's are buyers, so nobody tells us what the users need."""

from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Contact
from relsheet.rules.situation import Answer, Situation, term


class PurchasingSettings(Settings):
    """How a buyer is told."""

    section: ClassVar[str] = "purchasing"
    words: tuple[str, ...] = setting(
        ("purchas", "procure", "buyer", "sourcing", "supply chain", "采购", "供应链", "物资", "供应部"),
        "Words in a contact's department, title or role that stand for purchasing.",
    )


@term("only_purchasing")
def only_purchasing(at: Situation) -> Answer:
    """Whether every contact is a buyer; None where nobody is known, or somebody's place is not recorded."""
    words = at.run.policy.of(PurchasingSettings).words
    places = [place_of(contact) for contact in at.facts.contacts if not contact.left]
    buyers = [any(word in place for word in words) for place in places]
    if any(place and not buyer for place, buyer in zip(places, buyers, strict=True)):
        return False
    return True if buyers and all(buyers) else None


def place_of(contact: Contact) -> str:
    """What is known of somebody's place at the customer's."""
    return " ".join(filter(None, (contact.department, contact.title, contact.role))).casefold()
