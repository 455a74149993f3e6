"""Create a need: something new of ours that fits what a customer needs or buys, and that he does not have yet."""

from collections.abc import Mapping
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.results import Facts
from relsheet.rules.situation import Answer, Situation, term


class NewNeedSettings(Settings):
    """What is new of ours."""

    section: ClassVar[str] = "new_need"
    products: Mapping[str, tuple[str, ...]] = setting(
        {},
        "A new product or market of ours -> words in a customer's needs, product or orders that it fits.",
    )


@term("fitting_product")
def fitting_product(at: Situation) -> Answer:
    """The first new product that fits him and that he has not bought; None where none does or none is set."""
    products = at.run.policy.of(NewNeedSettings).products
    if not products:
        return None
    told = what_is_known(at.facts)
    for product, words in products.items():
        if product.casefold() not in told and any(word.casefold() in told for word in words):
            return product
    return None


def what_is_known(facts: Facts) -> str:
    """His needs and all that he uses or ever ordered, in one text."""
    ordered = sorted({order.product for order in facts.orders if order.product})
    return "\n".join(filter(None, (facts.customer.needs, facts.customer.current_product, *ordered))).casefold()
