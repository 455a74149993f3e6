"""The brief: what is known of a customer in a fixed order, honest where nothing is known, never more than a page."""

from datetime import date
from decimal import Decimal

import pytest

from relsheet.pages.brief import OWED, VISIT_LENGTH, Brief, brief
from relsheet.records import Book, CustomerStatus
from relsheet.render.brief import brief_markdown
from relsheet.texts import LANGUAGES, Language, texts_in
from tests.rules.given import ago, ahead, assessed, book, contact, customer, order, run, visit

ORDER = ["say_first", "visits", "owed", "network", "rival", "tier", "agenda"]


def brief_of(of: Book, language: Language = "en") -> Brief:
    return brief(assessed(of, language=language).cases[0], run(of, language=language), "CNY")


def section(of: Book, key: str) -> list[tuple[str, str]]:
    (found,) = [each for each in brief_of(of).sections if each.key == key]
    return [(point.head, point.text) for point in found.points]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_customer_of_whom_nothing_is_known_has_every_section_and_no_figure(language: Language) -> None:
    found = brief_of(book(), language)
    assert [each.key for each in found.sections] == ORDER
    assert found.figures == ()
    assert found.trend == ()
    assert all(each.points or each.empty_text for each in found.sections)
    assert "{" not in "\n".join(brief_markdown(found, texts_in(language)))


def test_the_last_three_contacts_come_newest_first() -> None:
    visits = tuple(visit(ago(days), notes=f"{days} days") for days in (40, 30, 20, 10))
    assert [text for _, text in section(book(visits=visits), "visits")] == ["10 days", "20 days", "30 days"]


def test_a_contact_of_the_customers_tab_stands_in_where_there_is_no_log() -> None:
    assert section(book(customer(last_contact=ago(5), notes="Gate 3")), "visits") == [("Tue 17 Nov", "Gate 3")]


def test_people_whom_only_the_log_names_are_known_too() -> None:
    visits = (visit(ago(9), contact="Bo/Al"), visit(ago(5), contact="Cy"), visit(ago(3)))
    known = book(contacts=(contact("Al", title="MD"),), visits=visits)
    assert section(known, "network")[:3] == [("Al", "MD · met 13 Nov"), ("Cy", "met 17 Nov"), ("Bo", "met 13 Nov")]


def test_the_contact_in_his_row_is_somebody_we_know() -> None:
    assert section(book(customer(primary_contact="Mr Zhao")), "network") == [("Mr Zhao", "")]


def test_long_notes_and_long_lists_are_cut_so_that_a_page_stays_a_page() -> None:
    visits = tuple(visit(ago(9), promise=f"p{n}", promise_due=ago(n), notes="x" * 999) for n in range(1, 12))
    of = book(visits=visits)
    assert all(len(text) <= VISIT_LENGTH for _, text in section(of, "visits"))
    owed = section(of, "owed")
    assert len(owed) == OWED
    assert owed[-1] == ("", "and 8 more")


def test_the_trend_has_twelve_months_and_returns_are_taken_off() -> None:
    orders = (order(date(2026, 11, 2), 500), order(date(2026, 11, 9), -200), order(date(2025, 12, 1), 100))
    trend = brief_of(book(orders=orders)).trend
    assert " ".join(month.name for month in trend) == "Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov"
    assert (trend[0].cents, trend[-1].cents) == (10_000, 30_000)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        pytest.param(customer(status=CustomerStatus.PROSPECT), "a guest who wants to learn", id="a prospect"),
        pytest.param(customer(), "a supplier", id="nothing known"),
        pytest.param(customer(revenue=Decimal(5)), "a supplier", id="transactional"),
    ],
)
def test_the_agenda_follows_the_depth_of_the_relationship(who: object, role: str) -> None:
    found = brief_of(book(who))  # type: ignore[arg-type]  # the table's values are customers
    assert found.sections[-1].heading == f"Agenda: you come as {role}"


def test_people_come_highest_first_and_those_who_left_not_at_all() -> None:
    people = (contact("Zoe", left=True), contact("Bo", department="Stores"), contact("Al", title="MD"))
    of = book(contacts=people, visits=(visit(ago(3), contact="Bo"),))
    assert section(of, "network")[:2] == [("Al", "MD · not met yet"), ("Bo", "Stores · met 19 Nov")]


def test_say_first_begins_with_the_most_urgent_and_names_the_day_of_a_plan() -> None:
    of = book(customer(next_contact=ahead(2), next_action="show samples"))
    assert section(of, "say_first") == [("You planned: show samples", "for Tue 24 Nov")]
