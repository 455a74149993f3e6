from typing import Any

import pytest

from tests.rules.given import ago, ahead, book, case_of, customer, plan

OTHER = customer("C2", needs="faster delivery", next_contact=ahead(3))


@pytest.mark.parametrize(
    ("fields", "raised"),
    [
        pytest.param({"own_class": "A", "next_contact": ahead(3)}, True, id="needs blank"),
        pytest.param({"own_class": "B", "needs": "samples"}, True, id="nothing planned"),
        pytest.param({"own_class": "A", "needs": "samples", "next_contact": ahead(3)}, False, id="both there"),
        pytest.param({"own_class": "A", "needs": "samples", "joint_plan": True}, False, id="a joint plan"),
        pytest.param({"own_class": "C"}, False, id="a class C"),
        pytest.param({}, False, id="no class"),
        pytest.param({"own_class": "A", "unreadable": ("needs", "next_contact")}, False, id="cells unreadable"),
    ],
)
def test_offer_missing(fields: dict[str, Any], raised: bool) -> None:
    assert ("offer_missing" in case_of(book(customer(**fields), OTHER)).flags) is raised


def test_a_planned_visit_is_a_plan_up_to_a_year_old() -> None:
    mine = customer(own_class="A", needs="samples")
    assert "offer_missing" not in case_of(book(mine, plans=(plan(ago(364), done=True),))).flags
    assert "offer_missing" in case_of(book(mine, plans=(plan(ago(366), done=True),))).flags


def test_silent_where_nobody_keeps_needs_or_plans() -> None:
    assert "offer_missing" not in case_of(book(customer(own_class="A"))).flags
