import pytest

from relsheet.records import Book
from relsheet.rules.new_need import NewNeedSettings
from tests.rules.given import ago, assessed, book, customer, order, plays

NEW = NewNeedSettings(products={"X9 drive": ("pump", "泵")})


@pytest.mark.parametrize(
    ("of", "suggested"),
    [
        pytest.param(book(customer(needs="quieter Pumps")), True, id="fits his need"),
        pytest.param(book(customer(current_product="离心泵")), True, id="fits what he uses"),
        pytest.param(book(orders=(order(ago(500), product="Pump P2"),)), True, id="fits what he once bought"),
        pytest.param(book(customer(needs="pumps", current_product="X9 drive")), False, id="he has it already"),
        pytest.param(book(customer(needs="valves")), False, id="fits nothing"),
        pytest.param(book(customer()), False, id="nothing known of him"),
    ],
)
def test_something_new_is_shown_to_whom_it_fits(of: Book, suggested: bool) -> None:
    assert ("show_new" in plays(of, NEW)) is suggested
    assert "show_new" not in plays(of)


def test_the_play_names_the_product() -> None:
    (action,) = assessed(book(customer(needs="pumps")), NEW, language="zh").actions
    assert action.text == "介绍 X9 drive"
