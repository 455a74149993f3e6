from dataclasses import replace

import pytest

from relsheet.errors import Severity, problem
from relsheet.records import Customer
from relsheet.rules.duplicates import plain_names
from tests.rules.given import assessed, block, book, customer, lines


def two(first: dict[str, str], second: dict[str, str]) -> tuple[Customer, Customer]:
    return customer("C1", **first), customer("C2", **second)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        pytest.param({"name": "ACME Co., Ltd."}, {"name": "Acme"}, True, id="legal form and case"),
        pytest.param({"name": "华东机械有限公司"}, {"name": "华东机械"}, True, id="a Chinese legal form"),
        pytest.param({"name": "ACME North"}, {"name": "ACME South"}, False, id="two branches"),
        pytest.param({"phone": "+86 138-0013-8000"}, {"phone": "13800138000"}, True, id="one phone"),
        pytest.param({"phone": "8001"}, {"phone": "8001"}, False, id="an extension"),
        pytest.param({"email": "li@acme.cn"}, {"email": "Wang@ACME.cn"}, True, id="one mail domain"),
        pytest.param({"email": "li@qq.com"}, {"email": "wang@qq.com"}, False, id="a public mail domain"),
        pytest.param({"tax_id": "9131 0000-MA1K35"}, {"tax_id": "91310000ma1k35"}, True, id="one tax number"),
        pytest.param({"tax_id": "N/A-1"}, {"tax_id": "N/A-1"}, False, id="too short for one"),
        pytest.param({}, {}, False, id="nothing in common"),
    ],
)
def test_lookalikes_are_suggested(first: dict[str, str], second: dict[str, str], alike: bool) -> None:
    of = book(*two(first, second))
    found = [problem for problem in assessed(of).problems if problem.code == "duplicate"]
    assert bool(found) is alike
    assert all(problem.severity is Severity.NOTE for problem in found)
    assert len(assessed(of).cases) == 2
    assert bool(lines(block(of, "duplicates"))) is alike


def test_two_customers_are_told_once_and_a_switchboard_never() -> None:
    same = {"name": "ACME", "phone": "13800138000"}
    assert len(lines(block(book(*two(same, same)), "duplicates"))) == 1
    many = (customer(f"C{n}", phone="02112345678") for n in range(4))
    assert lines(block(book(*many), "duplicates")) == []


def test_a_name_of_which_the_reader_has_told_is_told_once() -> None:
    acme = two({"name": "ACME Ltd"}, {"name": "ACME"})
    told = problem("doubled-name", acme[0].origin, Severity.WARNING, names="ACME Ltd, ACME", cells="A2, A3")
    of = replace(book(*acme), problems=(told,))
    assert [found.code for found in assessed(of).problems if found.code.startswith("d")] == ["doubled-name"]
    assert len(lines(block(of, "duplicates"))) == 1


def test_a_book_without_customers() -> None:
    assert plain_names([]) == []


def test_a_name_that_is_all_legal_form_stays() -> None:
    assert plain_names(["Limited Co.", "ACME\nLtd", "甲公司"]) == ["limitedco", "acme", "甲"]
