"""Since when a customer buys from us."""

from datetime import date

from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.window import months_before


def bought_before(facts: Facts, line: date, run: Run) -> bool | None:
    """Whether he bought by that day; None where no date is entered and the orders do not reach back so far."""
    if facts.first_order is not None and facts.first_order <= line:
        return True
    oldest_row = run.known.first_order_row
    if facts.customer.first_order is not None or (oldest_row is not None and oldest_row <= line):
        return False
    return None


def is_surely_first(facts: Facts, first: date, run: Run) -> bool:
    """Whether nothing can lie before that order: its date is entered, or the orders tab begins well before it."""
    oldest_row = run.known.first_order_row
    return facts.customer.first_order is not None or (oldest_row is not None and oldest_row <= months_before(first, 1))
