import pytest

from relsheet.records import VisitMode
from relsheet.rules.ladder import LadderSettings, rung_of
from tests.rules.given import ago, block, book, contact, customer, lines, visit

WORDS = LadderSettings().words


@pytest.mark.parametrize(
    ("fields", "rung"),
    [
        pytest.param({}, "visitor", id="nothing told"),
        pytest.param({"notes": "Talked about the price"}, "price", id="price"),
        pytest.param({"purpose": "样品演示", "notes": "报价"}, "product", id="product, and price"),
        pytest.param({"result": "his problem is noise"}, "need", id="a need"),
        pytest.param({"purpose": "Joint plan 2027"}, "partner", id="a plan together"),
    ],
)
def test_rungs(fields: dict[str, str], rung: str) -> None:
    assert rung_of(fields.values(), WORDS) == rung


def test_the_ladder_counts_per_person_and_hints_at_the_next_rung() -> None:
    seen = [visit(ago(n + 1), our_person="Ann", notes="price") for n in range(4)]
    seen += [visit(ago(9), our_person="Ann"), visit(ago(9), our_person="Ann", mode=VisitMode.CALL)]
    seen += [visit(ago(9), our_person="Bo", notes="price") for _ in range(4)]
    (row,) = lines(block(book(visits=tuple(seen)), "ladder"))
    assert row == ("Ann", 1, 4, "–", "–", "–", "Show what the product does before talking about its price")


def test_quadrants_name_the_one_that_is_empty() -> None:
    people = (contact("Li", attitude="个人利益,个人信任"), contact("Wang", role="公司利益", attitude="信任个人"))
    found = block(book(customer(), contacts=people), "quadrant")
    assert lines(found) == [("His company's interest", "nobody", 1), ("His own interest", "nobody", 1)]
    assert found is not None
    assert found.note is not None
    assert "C1 Ltd" in found.note


def test_without_marks_there_are_no_quadrants() -> None:
    assert lines(block(book(contacts=(contact("Li", attitude="friendly"),)), "quadrant")) == []


def test_columns_of_their_own_say_it_in_one_word() -> None:
    people = (
        contact("Li", interest="Company", trust="个人"),
        contact("Wang", interest="组织利益", trust="organisation"),
        contact("Xu", interest="both", trust="our firm"),
        contact("Zhao", interest="unclear", attitude="公司利益,信任公司"),
    )
    assert lines(block(book(customer(), contacts=people), "quadrant")) == [
        ("His company's interest", 2, 1),
        ("His own interest", 1, "nobody"),
    ]
