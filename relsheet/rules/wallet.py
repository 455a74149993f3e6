"""Our share of what a customer buys of our kind: as entered, else what he buys from us against his whole budget."""

from relsheet.records import Customer


def share_of_wallet(customer: Customer, value_cents: int | None, currency: str | None) -> float | None:
    """0 to 1; ``value_cents`` is his value in W. None where neither the share nor budget and value are recorded.

    Who buys more from us than his budget says gives us all of it: budgets are estimates. A budget in another currency
    than ``currency``, that of the values, cannot be compared.
    """
    if customer.share_of_wallet is not None:
        return customer.share_of_wallet
    if value_cents is None or (customer.currency is not None and customer.currency != currency):
        return None
    budget_cents = int(customer.wallet * 100) if customer.wallet is not None else 0
    if budget_cents <= 0:
        return None
    if value_cents >= budget_cents:
        return 1.0
    return value_cents / budget_cents if value_cents > 0 else 0.0


def unused_wallet_cents(customer: Customer, value_cents: int) -> int | None:
    """What he buys elsewhere, in cents: his whole budget less our part of it; None where neither is recorded."""
    if customer.wallet is not None:
        return max(int(customer.wallet * 100) - value_cents, 0)
    if customer.share_of_wallet is not None and 0 < customer.share_of_wallet <= 1:
        return round(value_cents / customer.share_of_wallet) - value_cents
    return None
