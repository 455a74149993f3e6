"""Every model on books that lack a tab or a column: no crash, no accusation, and what is missing is said."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

import pytest
from msgspec import structs

from relsheet.records import (
    Book,
    Channel,
    Competitor,
    ComplaintStatus,
    ContactLevel,
    Customer,
    CustomerStatus,
    Origin,
    Role,
    Tier,
    VisitMode,
)
from relsheet.rules.abc import AbcSettings
from relsheet.rules.assessment import Assessment
from relsheet.rules.boards import BOARDS, SummarySettings
from relsheet.rules.columns import CUSTOMER_COLUMNS, ColumnsSettings
from relsheet.rules.finding import Tone
from relsheet.texts import Language
from tests.rules.given import NOW, ago, ahead, assessed, book, complaint, contact, customer, order, plan, tab, visit

TABS = ("visits", "complaints", "orders", "contacts", "competitors", "plans")
ALL_ON = (
    ColumnsSettings(customers=tuple(CUSTOMER_COLUMNS)),
    SummarySettings(blocks=tuple(BOARDS)),
    AbcSettings(letters_from=1),
)
FULL = Customer(
    key="C1",
    id="C1",
    name="ACME Ltd",
    origin=Origin("Customers", 2, 1),
    owner="Ann",
    status=CustomerStatus.ACTIVE,
    own_class="A",
    own_tier=Tier.PARTNER,
    customer_type="Dealer",
    industry="Pumps",
    phone="13800138000",
    email="li@acme.cn",
    primary_contact="Li",
    first_order=ago(2000),
    last_order=ago(9),
    last_contact=ago(9),
    next_contact=ahead(9),
    next_action="Call",
    revenue=Decimal(900),
    margin=Decimal(100),
    cost_to_serve=Decimal(40),
    wallet=Decimal(3000),
    share_of_wallet=0.3,
    is_main_supplier=False,
    contract=True,
    contract_end=ahead(30),
    exclusivity=True,
    joint_plan=True,
    equity_link=False,
    custom_work=True,
    integration=False,
    overdue_amount=Decimal(0),
    discount=0.1,
    rebate=Decimal(5),
    needs="quiet pumps",
    current_product="P1",
    competitor="Globex",
    satisfaction=4.0,
    expectation=5.0,
    teaches_us=True,
    updated_at=ago(300),
    notes="a note",
)
KEPT = {"key", "name", "origin", "id", "aliases", "unreadable"}
OPTIONAL = tuple(name for name in Customer.__struct_fields__ if name not in KEPT)


@cache
def full() -> Book:
    opened = NOW - timedelta(days=20)
    return book(
        FULL,
        customer("C2", revenue=Decimal(100)),
        visits=(
            visit(ago(200), our_person="Ann", contact="Li", mode=VisitMode.VISIT, purpose="prices", result="ok"),
            visit(ago(9), our_person="Bo", contact="Wang", next_date=ago(2), promise="x", promise_due=ago(3)),
            visit(ago(8), key="C2", our_person="Bo", contact="Qian", mode=VisitMode.CALL, notes="a new line"),
        ),
        orders=tuple(
            order(ago(30 * n), 90, product="P1", quantity=Decimal(9), margin=Decimal(9), key=f"C{1 + n % 2}")
            for n in range(40)
        ),
        complaints=(
            complaint(id="T1", opened_at=opened, channel=Channel.EMAIL, category="leak", status=ComplaintStatus.NEW),
            complaint(id="T2", opened_at=opened, resolved_at=opened, category="leak", satisfied=False),
        ),
        contacts=(
            contact("Li", department="Purchasing", level=ContactLevel.MANAGER),
            contact("Wang", attitude="个人利益"),
        ),
        competitors=(Competitor(customer="C1", name="Globex", origin=Origin("Rivals", 2, 1), event_date=ago(100)),),
        plans=(plan(ago(5), person="Ann"),),
        tabs=(tab(Role.VISITS, "purpose", "result", "notes"), tab(Role.COMPLAINTS, "ack_at", "satisfaction")),
    )


def check(found: Assessment) -> None:
    """What every assessment must hold, whatever the book lacks."""
    for case in found.cases:
        for key, finding in found.customer_findings[case.customer.key].items():
            assert finding.text or finding.value is None
            assert finding.reason or finding.tone is not Tone.UNKNOWN, f"{key}: unknown without a reason"
            assert finding.tone is not Tone.UNKNOWN or finding.value is None or key == "rel_score"
        assert all(reason for reason in case.flags.values())
    assert len(found.boards) == len(BOARDS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_full_book(language: Language) -> None:
    check(assessed(full(), *ALL_ON, language=language))


@pytest.mark.parametrize("name", TABS)
def test_a_book_without_one_of_its_tabs(name: str) -> None:
    check(assessed(replace(full(), **{name: ()}), *ALL_ON))


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_book_without_one_of_its_columns(name: str) -> None:
    bare = tuple(structs.replace(row, **{name: None}) for row in full().customers)
    check(assessed(replace(full(), customers=bare), *ALL_ON))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_but_names_accuses_nobody(language: Language) -> None:
    found = assessed(book(customer(), customer("C2")), *ALL_ON, language=language)
    check(found)
    assert all(not case.flags for case in found.cases)
    assert not found.actions
    tones = {finding.tone for row in found.customer_findings.values() for finding in row.values()}
    assert not tones & {Tone.BAD, Tone.WATCH}
