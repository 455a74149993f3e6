"""The relationship gates: both sides of each, what stays unknown, and which fact would settle it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from relsheet.records import Book, ContactLevel, Customer, CustomerStatus, MappedTab, Priority, Role, Tier
from relsheet.rules.people import names_in
from relsheet.rules.results import GatePart, Proof, TierResult
from relsheet.rules.tier_settings import TierSettings
from relsheet.rules.window import months_before
from tests.rules.given import NOW, TODAY, ago, assessed, book, case_of, complaint, contact, customer, order, tab, visit

P, R, U = Proof.PROVEN, Proof.REFUTED, Proof.UNKNOWN
OTHER = customer("C2", contract=True, joint_plan=True, exclusivity=True, custom_work=True, equity_link=True)
THREE_MONTHS = (order(ago(20)), order(ago(60)), order(ago(100)))
TWO_PEOPLE = (visit(ago(5), contact="Li", contact_level=ContactLevel.STAFF), visit(ago(50), contact="Wang"))
MANAGER = visit(ago(5), contact="Zhao", contact_level=ContactLevel.MANAGER)
EXECUTIVE = visit(ago(5), contact="Chen", contact_level=ContactLevel.EXECUTIVE)
REGISTER = MappedTab(role=Role.COMPLAINTS, tab="Complaints", header_row=1, records=0, headers={}, columns={})


def tier(who: Customer, *others: Customer, **tabs: Any) -> TierResult:
    return case_of(book(who, *others, **tabs)).tier


def part(name: str, result: TierResult) -> Proof:
    return next(part.proof for gate in result.gates for part in gate.parts if part.name == name)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        pytest.param(customer(), U, id="nothing recorded"),
        pytest.param(customer(status=CustomerStatus.ACTIVE), P, id="marked as a customer"),
        pytest.param(customer(first_order=ago(900)), P, id="a first order"),
        pytest.param(customer(revenue=Decimal(1)), P, id="revenue"),
    ],
)
def test_transactional(who: Customer, expected: Proof) -> None:
    assert part("customer", tier(who)) is expected


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        pytest.param(THREE_MONTHS, P, id="three different months"),
        pytest.param((order(ago(20)), order(ago(60)), order(ago(61))), R, id="three orders in two months"),
        pytest.param((order(ago(20)), order(ago(60)), order(ago(400))), R, id="the third lies outside the window"),
        pytest.param((), U, id="no orders tab"),
    ],
)
def test_orders_in_three_months(orders: tuple, expected: Proof) -> None:
    assert part("order_months", tier(customer(), orders=orders)) is expected


@pytest.mark.parametrize(
    ("who", "others", "expected"),
    [
        pytest.param(customer(contract=True), (), P, id="a contract"),
        pytest.param(customer(is_main_supplier=True), (), P, id="main supplier by rank"),
        pytest.param(customer(share_of_wallet=0.5), (), P, id="half of his wallet"),
        pytest.param(customer(share_of_wallet=0.49, contract=False), (), R, id="less than half and no contract"),
        pytest.param(customer(share_of_wallet=0.49), (), U, id="less than half, contract not entered anywhere"),
        pytest.param(customer(share_of_wallet=0.49), (OTHER,), R, id="a blank is no where somebody has a yes"),
        pytest.param(
            customer(unreadable=("contract",), share_of_wallet=0.4), (OTHER,), U, id="an unreadable cell is no blank"
        ),
        pytest.param(customer(contract=True, contract_end=ago(1)), (), U, id="the contract has ended"),
        pytest.param(customer(contract_end=TODAY), (), P, id="the contract ends today"),
    ],
)
def test_contract_or_main_supplier(who: Customer, others: tuple, expected: Proof) -> None:
    assert part("contract_or_main", tier(who, *others)) is expected


@pytest.mark.parametrize(
    ("who", "visits", "expected"),
    [
        pytest.param(customer(), TWO_PEOPLE, P, id="two people"),
        pytest.param(customer(), (visit(ago(5), contact="Li、Wang"),), P, id="two people in one cell"),
        pytest.param(
            customer(), (visit(ago(5), contact="Li"), visit(ago(9), contact=" LI ")), R, id="one person twice"
        ),
        pytest.param(customer(), (visit(ago(5), contact="Li"), visit(ago(9))), U, id="a contact with nobody named"),
        pytest.param(
            customer(), (visit(ago(5), contact="Li"), visit(ago(366), contact="Wang")), R, id="one was long ago"
        ),
        pytest.param(customer(), (visit(ago(5)),), U, id="the log names nobody"),
        pytest.param(customer(), (), U, id="no log"),
        pytest.param(
            customer(last_contact=ago(2)), (visit(ago(5), contact="Li"),), U, id="a later contact beside the log"
        ),
    ],
)
def test_two_people(who: Customer, visits: tuple, expected: Proof) -> None:
    assert part("two_people", tier(who, visits=visits)) is expected


def test_names_in_one_cell() -> None:
    assert names_in("张三、李四") == {"张三", "李四"}
    assert names_in("Ann Lee and Bo / Cy") == {"ann lee", "bo", "cy"}
    assert names_in("Alexandra") == {"alexandra"}


def test_a_level_from_the_contacts_tab() -> None:
    staff = (contact("Li", level=ContactLevel.STAFF), contact("Wang", level=ContactLevel.MANAGER))
    met_wang = tier(customer(), visits=(visit(ago(5), contact="wang"),), contacts=staff)
    met_li = tier(customer(), visits=(visit(ago(5), contact="Li"),), contacts=staff)
    assert (part("manager_met", met_wang), part("manager_met", met_li)) == (P, R)
    assert part("manager_met", tier(customer(), visits=(visit(ago(5), contact="Xu"),), contacts=staff)) is U


@pytest.mark.parametrize(
    ("who", "orders", "expected"),
    [
        pytest.param(customer(first_order=months_before(TODAY, 24)), (), P, id="24 months to the day"),
        pytest.param(customer(first_order=months_before(TODAY, 24) + timedelta(1)), (), R, id="a day less"),
        pytest.param(customer(), (order(ago(800)),), P, id="by the oldest order"),
        pytest.param(customer(), (order(ago(300)),), U, id="the orders tab itself begins later"),
        pytest.param(customer(), (order(ago(300)), order(ago(800), key="C2")), R, id="the orders tab reaches back"),
        pytest.param(customer(), (), U, id="nothing recorded"),
    ],
)
def test_trading_for_24_months(who: Customer, orders: tuple, expected: Proof) -> None:
    assert part("trading", tier(who, orders=orders)) is expected


@pytest.mark.parametrize(
    ("marks", "others", "expected"),
    [
        pytest.param({"joint_plan": True}, (), P, id="a joint plan"),
        pytest.param({"contract": True, "exclusivity": True}, (), P, id="two marks"),
        pytest.param({"contract": True}, (), U, id="one mark, the others not entered"),
        pytest.param({"contract": True}, (OTHER,), U, id="one mark, one column without any yes"),
        pytest.param({"contract": True, "integration": False}, (OTHER,), R, id="one mark, all others no"),
    ],
)
def test_joint_plan_or_lock_in(marks: dict[str, bool], others: tuple, expected: Proof) -> None:
    assert part("plan_or_lock_in", tier(customer(**marks), *others)) is expected


@pytest.mark.parametrize(
    ("priority", "opened", "expected"),
    [
        pytest.param(Priority.HIGH, 30, R, id="overdue and high"),
        pytest.param(Priority.URGENT, 30, R, id="overdue and urgent"),
        pytest.param(Priority.NORMAL, 30, P, id="overdue and normal"),
        pytest.param(Priority.HIGH, 0, P, id="high, not overdue"),
    ],
)
def test_overdue_complaints(priority: Priority, opened: int, expected: Proof) -> None:
    row = complaint(opened_at=NOW - timedelta(days=opened), priority=priority)
    assert part("no_overdue_complaint", tier(customer(), complaints=(row,))) is expected


def test_without_a_register_nobody_knows_of_complaints() -> None:
    assert part("no_overdue_complaint", tier(customer())) is U
    assert part("no_overdue_complaint", tier(customer(), tabs=(REGISTER,))) is P


PARTNER = {"contract": True, "joint_plan": True, "first_order": ago(900)}


@pytest.mark.parametrize(
    ("who", "tabs", "expected"),
    [
        pytest.param(customer(contract=True), {"orders": THREE_MONTHS}, Tier.PREFERRED, id="two of three"),
        pytest.param(customer(), {"orders": THREE_MONTHS}, Tier.TRANSACTIONAL, id="one of three"),
        pytest.param(
            customer(**PARTNER),
            {"orders": THREE_MONTHS, "visits": (*TWO_PEOPLE, MANAGER), "tabs": (REGISTER,)},
            Tier.PARTNER,
            id="partner",
        ),
        pytest.param(
            customer(contract=True, equity_link=True),
            {"orders": THREE_MONTHS, "visits": (EXECUTIVE,)},
            Tier.ALLIANCE,
            id="an alliance and an executive met",
        ),
        pytest.param(
            customer(contract=True, equity_link=True),
            {"orders": THREE_MONTHS, "visits": (MANAGER,)},
            Tier.PREFERRED,
            id="an alliance, but only a manager met",
        ),
        pytest.param(customer(status=CustomerStatus.PROSPECT, contract=True), {}, None, id="a prospect"),
    ],
)
def test_the_highest_proven_gate(who: Customer, tabs: dict[str, Any], expected: Tier | None) -> None:
    assert tier(who, **tabs).tier is expected


def test_a_mark_that_is_read_from_another_column_counts_as_kept() -> None:
    """Whether we are the main supplier stands under "supplier_rank": a column of its own name there is none."""
    ranks = tab(Role.CUSTOMERS, "name", "supplier_rank")
    of = book(customer(contract=False), customer("C2", is_main_supplier=True), tabs=(ranks,))
    assert part("contract_or_main", case_of(of).tier) is R, "a blank beside somebody's rank means no"


def test_an_open_next_gate_shows_and_names_the_cheapest_fact() -> None:
    who = customer(contract=False, is_main_supplier=False)
    found = assessed(book(who, orders=THREE_MONTHS)).customer_findings["C1"]["tier"]
    assert (found.value, found.text) == ("T1", "1→2?")
    assert "2 Preferred if a second contact is known" in found.reason


def test_a_refuted_next_gate_says_why() -> None:
    who = customer(contract=False, is_main_supplier=False)
    found = assessed(book(who, orders=THREE_MONTHS, visits=(visit(ago(5), contact="Li"),)))
    tier_found = found.customer_findings["C1"]["tier"]
    assert (tier_found.value, tier_found.text) == ("T1", "1 Transactional")
    assert "not 2 Preferred" in tier_found.reason
    assert "only 1 of their people met (at least 2)" in tier_found.reason


@pytest.mark.parametrize(
    ("language", "told"), [("en", "no meeting with their people is recorded"), ("zh", "没有与对方人员见面的记录")]
)
def test_where_nobody_of_theirs_was_met_no_count_is_told(language: Any, told: str) -> None:
    who = customer(contract=False, is_main_supplier=False)
    of = book(who, OTHER, orders=THREE_MONTHS, visits=(visit(ago(5), "C2", contact="Li"),))
    reason = assessed(of, language=language).customer_findings["C1"]["tier"].reason
    assert told in reason
    assert "0" not in reason.partition(told)[2]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "2 Preferred if both are known: a contract or our place as main supplier, and a second contact"),
        ("zh", "若能确认“有合同或我方是主要供应商”和“还认识第二位联系人”这两项，就是“2 优先供应”"),
    ],
)
def test_two_facts_that_are_both_needed_are_told_as_such(language: Any, told: str) -> None:
    of = book(customer(first_order=ago(900)), customer("C2", contract=True, unreadable=("contract",)))
    assert told in assessed(of, language=language).customer_findings["C1"]["tier"].reason


def test_of_more_than_two_facts_two_are_named_and_all_counted() -> None:
    of = book(customer(contract=True), orders=THREE_MONTHS)
    reason = assessed(of).customer_findings["C1"]["tier"].reason
    assert "3 Partner if 4 facts are known, first of all: a joint plan" in reason


def test_nothing_known_is_needs_data_and_a_prospect_a_dash() -> None:
    found = assessed(book(customer(), customer("P", status=CustomerStatus.PROSPECT))).customer_findings
    assert (found["C1"]["tier"].value, found["C1"]["tier"].text) == (None, "Needs data")
    assert (found["P"]["tier"].value, found["P"]["tier"].text) == (None, "–")


def test_the_own_entry_is_compared_and_wins_only_if_asked() -> None:
    of = book(customer(own_tier=Tier.ALLIANCE), orders=THREE_MONTHS)
    assert "you entered 4 Alliance" in assessed(of).customer_findings["C1"]["tier"].reason
    assert case_of(of, TierSettings(override=True)).tier.tier is Tier.ALLIANCE


FULL = {
    "orders": (*THREE_MONTHS, order(ago(900))),
    "visits": (*TWO_PEOPLE, MANAGER, EXECUTIVE),
    "contacts": (contact("Wang", level=ContactLevel.STAFF),),
    "complaints": (complaint(opened_at=NOW - timedelta(days=30), priority=Priority.HIGH),),
}


@pytest.mark.parametrize("missing", list(FULL))
def test_a_missing_tab_proves_nothing_new(missing: str) -> None:
    def proofs(of: Book) -> dict[str, Proof]:
        return {part.name: part.proof for gate in case_of(of).tier.gates for part in gate.parts}

    who = customer(contract=True, joint_plan=True, equity_link=True)
    full = proofs(book(who, **FULL))
    poorer = proofs(book(who, **{name: rows for name, rows in FULL.items() if name != missing}))
    assert {name: proof for name, proof in poorer.items() if proof not in (U, full[name])} == {}


def test_where_no_meeting_is_recorded_nobody_is_said_to_have_missed_a_manager() -> None:
    logged = (visit(ago(5), "C2", contact="Li", contact_level=ContactLevel.STAFF),)
    of = book(customer(contract=True), customer("C2"), visits=logged, orders=(order(ago(5)),))
    parts = {part.name: part for part in tier_parts(of)}
    assert parts["manager_met"].reason == "no meeting with their people is recorded"
    assert (parts["manager_met"].proof, parts["two_people"].proof) == (Proof.REFUTED, Proof.REFUTED)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        pytest.param((500,), "no order in the window", id="none lately"),
        pytest.param((5,), "orders in only 1 month (at least 3)", id="one month"),
        pytest.param((5, 40), "orders in only 2 different months (at least 3)", id="two months"),
    ],
)
def test_how_few_months_had_an_order(days: tuple[int, ...], says: str) -> None:
    of = book(customer(), orders=tuple(order(ago(n)) for n in days))
    assert {part.name: part.reason for part in tier_parts(of)}["order_months"] == says


def tier_parts(of: Book) -> tuple[GatePart, ...]:
    """All conditions of all gates of the first customer."""
    return tuple(part for gate in case_of(of).tier.gates for part in gate.parts)


@pytest.mark.parametrize(
    ("previous", "now", "next_unknown", "expected"),
    [
        pytest.param(None, Tier.PREFERRED, False, None, id="a first run"),
        pytest.param("T2", Tier.PREFERRED, False, None, id="the same"),
        pytest.param("T1", Tier.PREFERRED, True, "T1", id="a tier that is proven now"),
        pytest.param("T2", Tier.TRANSACTIONAL, False, "T2", id="a tier that is refuted now"),
        pytest.param("T2", Tier.TRANSACTIONAL, True, None, id="a tier that nobody knows any more is not lost"),
        pytest.param("T3", Tier.TRANSACTIONAL, True, None, id="nor is one that rests on it"),
        pytest.param("T2", None, False, None, id="nothing known at all"),
    ],
)
def test_a_tier_moves_where_it_is_known_to_be_another(
    previous: str | None, now: Tier | None, next_unknown: bool, expected: str | None
) -> None:
    assert TierResult(now, (), next_unknown=next_unknown, previous=previous).moved_from == expected
