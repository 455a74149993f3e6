import pytest

from tests.rules.given import ago, book, case_of, customer, visit

LI = {"contact": "Li", "our_person": "Ann"}


@pytest.mark.parametrize(
    ("visits", "raised"),
    [
        pytest.param((visit(ago(5), **LI), visit(ago(9), **LI)), True, id="one of theirs"),
        pytest.param((visit(ago(5), contact="Li"), visit(ago(9), contact="Wang")), False, id="two of theirs"),
        pytest.param((visit(ago(5), contact="Li"), visit(ago(9))), False, id="one contact does not say with whom"),
        pytest.param(
            tuple(visit(ago(n), contact=f"P{n}", our_person="Ann" if n < 4 else "Bo") for n in range(5)),
            True,
            id="one of ours makes four of five contacts",
        ),
        pytest.param(
            tuple(visit(ago(n), contact=f"P{n}", our_person="Ann" if n < 3 else "Bo") for n in range(4)),
            False,
            id="one of ours makes three of four",
        ),
        pytest.param(
            tuple(visit(ago(n), contact=f"P{n}", our_person="Ann") for n in range(2)),
            False,
            id="two contacts say little",
        ),
        pytest.param((visit(ago(400), **LI),), False, id="nothing in the window"),
        pytest.param((), False, id="no log"),
    ],
)
def test_a_relationship_that_hangs_on_one_person(visits: tuple, raised: bool) -> None:
    assert ("single_contact" in case_of(book(customer(contract=True), visits=visits)).flags) is raised


@pytest.mark.parametrize(
    ("people", "why"),
    [
        pytest.param(("Li", "Li", "Li"), "only Li of theirs is known to us", id="one of theirs"),
        pytest.param(("Li", "Wang", "Zhou"), "Ann made 3 of 3 contacts", id="one of ours"),
    ],
)
def test_the_next_step_says_on_whom_it_hangs(people: tuple[str, ...], why: str) -> None:
    visits = tuple(visit(ago(n), contact=name, our_person="Ann") for n, name in enumerate(people))
    action = next(
        each for each in case_of(book(customer(own_class="A"), visits=visits)).actions if each.play == "second_contact"
    )
    assert (action.text, action.why.casefold()) == ("Add a second person, on their side or ours", why.casefold())
