"""What the demo teams have written down: enough of everything, believable, and dirty here and there."""

from collections import Counter
from datetime import date, datetime

import pytest

from relsheet.demo import DEMO_AS_OF
from relsheet.demo.days import Days
from relsheet.demo.rows import Story
from relsheet.demo.story import tell
from relsheet.demo.words import Language, words_in

TODAY = DEMO_AS_OF.date()


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="module")
def story(language: Language) -> Story:
    return tell(language)


def test_a_story_told_twice_is_the_same(language: Language, story: Story) -> None:
    assert tell(language) == story


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        pytest.param("customers", 280, 320, id="about 300 customers"),
        pytest.param("contacts", 600, 800, id="about 700 contacts"),
        pytest.param("visits", 3_600, 4_400, id="about 4,000 visits"),
        pytest.param("complaints", 160, 160, id="160 complaints"),
        pytest.param("orders", 5_500, 6_600, id="about 6,000 orders"),
        pytest.param("rivals", 50, 120, id="some competitors"),
    ],
)
def test_there_is_about_as_much_as_a_real_team_has(story: Story, field: str, least: int, most: int) -> None:
    assert least <= len(getattr(story, field)) <= most


def test_a_fifth_of_the_customers_brings_most_of_the_sales(story: Story) -> None:
    sales = sorted(
        (row.sales for row in story.customers if isinstance(row.sales, float) and row.sales > 0), reverse=True
    )
    assert 0.7 < sum(sales[: len(sales) // 5]) / sum(sales) < 0.9


def test_nothing_but_plans_and_contracts_lies_in_the_future(story: Story) -> None:
    written = [
        *(row.date for row in story.visits),
        *(row.date for row in story.orders),
        *(row.promise_done for row in story.visits),
        *(row.event_date for row in story.rivals),
    ]
    assert all(day < TODAY for day in written if isinstance(day, date))
    moments = [getattr(row, name) for row in story.complaints for name in ("opened", "replied", "resolved")]
    assert all(moment < DEMO_AS_OF for moment in moments if isinstance(moment, datetime))


def test_complaints_are_handled_on_working_days_in_working_hours(story: Story, language: Language) -> None:
    words = words_in(language)
    days = Days(words)
    for row in story.complaints:
        for moment in (row.opened, row.replied):
            if isinstance(moment, datetime):
                assert days.is_worked(moment.date()), row
                assert words.day_opens <= moment.hour < words.day_closes, row


def test_names_are_unique_and_everybody_is_a_customer(story: Story, language: Language) -> None:
    names = Counter(row.name.strip() for row in story.customers)
    assert max(names.values()) == 1
    assert {row.customer for row in story.contacts} <= names.keys()
    assert {row.customer for row in story.complaints} <= names.keys()


@pytest.mark.parametrize(
    ("what", "how_many"),
    [
        pytest.param("owners", 3, id="three customers have no owner"),
        pytest.param("text dates", 3, id="three visits have a date that is text"),
        pytest.param("strangers", 2, id="two visits name somebody who is no customer"),
        pytest.param("other spellings", 9, id="nine visits spell the name with another legal form"),
        pytest.param("text amounts", 2, id="two orders have an amount that is text"),
        pytest.param("trailing blanks", 8, id="eight visits have a blank behind the name"),
    ],
)
def test_the_dirt_is_there(story: Story, language: Language, what: str, how_many: int) -> None:
    words = words_in(language)
    names = {row.name.strip() for row in story.customers}
    known = names | {words.labels.unknown_customer}
    found = {
        "owners": sum(row.owner is None for row in story.customers),
        "text dates": sum(isinstance(row.date, str) for row in story.visits),
        "strangers": sum(row.customer == words.labels.unknown_customer for row in story.visits),
        "other spellings": sum(row.customer.strip() not in known for row in story.visits),
        "text amounts": sum(isinstance(row.amount, str) for row in story.orders),
        "trailing blanks": sum(row.customer.endswith(" ") for row in story.visits),
    }
    assert found[what] == how_many


def test_a_healthy_company_has_a_few_promises_that_are_late(story: Story) -> None:
    late = [
        row
        for row in story.visits
        if isinstance(row.promise_due, date) and row.promise_due < TODAY and not row.promise_done
    ]
    assert len(late) == 6


def test_most_complaints_are_finished_and_a_few_are_open_without_an_answer(story: Story, language: Language) -> None:
    finished = [row for row in story.complaints if row.resolved]
    assert len(finished) == 145
    labels = words_in(language).labels.complaint
    unanswered = [row for row in story.complaints if row.status == labels["new"] and not row.replied]
    assert len(unanswered) == 2
