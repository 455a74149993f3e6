"""The Summary says the most urgent first, in a fixed order, and what to enter where nothing is known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs

from relsheet.errors import problem
from relsheet.pages.blocks import Heading, Paragraph, Pareto, SideBySide, StackedBar, Table, Tiles
from relsheet.pages.digest import digest_of
from relsheet.pages.do_first import first_actions, first_steps
from relsheet.pages.money import short_money, signed_percent
from relsheet.pages.moves import moves
from relsheet.pages.pareto import pareto
from relsheet.pages.problem_groups import cell_of
from relsheet.pages.summary import run_line, summary, too_much_red
from relsheet.pages.tiles import end_of_week, figures, tiles
from relsheet.records import History, Origin
from relsheet.rules.assessment import Case
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.percent import percent
from relsheet.rules.results import Promise, PromiseState
from relsheet.texts import LANGUAGES, Language, Texts
from tests.pages.sample import NOW, sample, sample_texts
from tests.rules.given import assessed, book, customer

EN, ZH = sample_texts("en"), sample_texts("zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", [0, 1, 5, 300])
def test_the_blocks_stand_in_the_order_of_the_product(language: Language, customers: int) -> None:
    page = summary(sample(customers, language), sample_texts(language))
    kinds = [type(block) for block in page.blocks if not isinstance(block, Paragraph)]
    assert kinds == [Heading, Tiles, Table, StackedBar, Pareto, SideBySide, Table, Table]


def test_without_anything_every_block_says_what_to_enter() -> None:
    page = summary(sample(0), EN)
    tables = [block for block in page.blocks if isinstance(block, Table | StackedBar | Pareto)]
    assert all(block.empty_text for block in tables)
    tiles_shown = next(block for block in page.blocks if isinstance(block, Tiles))
    assert [tile.value for tile in tiles_shown.tiles] == ["–", "–", "0", "–", "–", "–"]


def test_do_first_names_each_customer_once_and_at_most_eight() -> None:
    actions = first_actions(sample(300))
    assert len(actions) == 8
    assert len({action.customer for action in actions}) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_do_first_gives_each_reason_as_a_sentence(language: Language) -> None:
    for step in first_steps(sample(300, language), sample_texts(language)):
        assert step.what
        assert step.why[0] == step.why[0].upper()


def test_large_counts_are_grouped() -> None:
    found = sample(300)
    many = replace(found, actions=tuple(structs.replace(found.actions[0], id=str(number)) for number in range(1234)))
    assert tiles(many, EN).tiles[2].value == "1,234"
    table = next(block for block in summary(many, EN).blocks if isinstance(block, Table))
    assert table.heading.note == "1,233 more on the To do tab"


def without_class(case: Case) -> Case:
    return structs.replace(case, abc=structs.replace(case.abc, letter=None))


def test_without_classes_no_limit_of_a_class_is_drawn() -> None:
    found = sample(5)
    nameless = tuple(without_class(case) for case in found.cases)
    for cases, cuts in ((found.cases, found.portfolio.cuts), (nameless, ())):
        blocks = summary(replace(found, cases=cases), EN).blocks
        assert [block.cuts for block in blocks if isinstance(block, Pareto)] == [cuts]


@pytest.mark.parametrize(
    ("customers", "told"),
    [
        pytest.param(4, "The largest customer brings 40% of the value", id="four: the first five would be all"),
        pytest.param(
            20, "The largest customer brings 10% of the value; the first five 43%", id="each bar has its class"
        ),
        pytest.param(60, "; 34 customers make class A, 13 class B", id="more than there are bars: how many make them"),
    ],
)
def test_where_the_value_comes_from_is_said_in_a_line(customers: int, told: str) -> None:
    rows = [customer(f"C{n}", revenue=Decimal(n)) for n in range(1, customers + 1)]
    note = pareto(assessed(book(*rows)), sample_texts("en")).heading.note
    assert note is not None
    assert note.endswith(told)


def test_the_tiles_tell_what_changed_since_the_run_compared_with() -> None:
    found = sample(300)
    assert tiles(found, EN).tiles[0].change == "5 more than last time"
    forgotten = replace(found, book=replace(found.book, history=History()))
    assert tiles(forgotten, EN).tiles[0].change is None


def test_figures_that_are_not_known_are_not_recorded() -> None:
    assert set(figures(sample(0), EN)) == {"due_this_week"}


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        pytest.param(9, "8 of 9", id="nine promises: the count"),
        pytest.param(10, "90%", id="ten promises: the percentage"),
    ],
)
def test_a_percentage_needs_ten_cases(due: int, shown: str) -> None:
    states = [PromiseState.KEPT_LATE] + [PromiseState.KEPT] * (due - 1)
    promises = tuple(Promise("C001", "", None, state, Origin("Visits", 2, 1), None) for state in states)
    assert tiles(replace(sample(5), promises=promises), EN).tiles[5].value == shown


@pytest.mark.parametrize(
    ("today", "last"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 11, 29), id="on Monday, this Sunday"),
        pytest.param(date(2026, 11, 27), date(2026, 11, 29), id="on Friday, this Sunday"),
        pytest.param(date(2026, 11, 28), date(2026, 12, 6), id="on Saturday, the week to come"),
        pytest.param(date(2026, 11, 29), date(2026, 12, 6), id="on Sunday, the week to come"),
    ],
)
def test_the_week_ends(today: date, last: date) -> None:
    assert end_of_week(today) == last


@pytest.mark.parametrize(
    ("cents", "currency", "english", "chinese"),
    [
        pytest.param(0, None, "0", "0", id="nothing"),
        pytest.param(999_949, "USD", "$9,999", "$9,999", id="below ten thousand, in full"),
        pytest.param(1_000_000, "CNY", "¥10k", "¥1万", id="ten thousand"),
        pytest.param(123_456_789, "CNY", "¥1.23m", "¥123万", id="a million"),
        pytest.param(-123_456_789, "EUR", "-€1.23m", "-€123万", id="a loss"),
        pytest.param(12_345_678_900, "CHF", "CHF 123m", "CHF 1.23亿", id="a currency without a sign"),
    ],
)
def test_money_is_short(cents: int, currency: str | None, english: str, chinese: str) -> None:
    assert short_money(cents, currency, EN) == english
    assert short_money(cents, currency, ZH) == chinese


def test_shares_and_changes() -> None:
    assert [percent(share) for share in (0, 0.001, 0.005, 0.006, 0.8)] == ["0%", "<1%", "<1%", "1%", "80%"]
    assert [percent(share) for share in (0.994, 0.996, 0.9999, 1, 1.2)] == ["99%", ">99%", ">99%", "100%", "120%"]
    assert [signed_percent(change) for change in (0.084, -0.03, 0.001)] == ["+8%", "−3%", "±0%"]


@pytest.mark.parametrize(
    ("where", "cell"),
    [
        ("Visits!C14", Origin("Visits", 14, 3)),
        ("a!b!AA1", Origin("a!b", 1, 27)),
        ("Visits", None),
        ("Visits!14", None),
        ("Visits!C", None),
        ("[columns] customers", None),
    ],
)
def test_a_problem_links_to_its_cell(where: str, cell: Origin | None) -> None:
    assert cell_of(where) == cell


@pytest.mark.parametrize(
    ("bad", "warns"),
    [pytest.param(45, False, id="15 % of the rows"), pytest.param(46, True, id="more than 15 % of the rows")],
)
def test_too_much_red_on_a_first_run_is_explained(bad: int, warns: bool) -> None:
    found = sample(300, first_run=True)
    tones = [Tone.BAD] * bad + [Tone.GOOD] * (300 - bad)
    findings = {f"C{n}": {"abc": Finding("A", "A", tone, "")} for n, tone in enumerate(tones)}
    assert (too_much_red(replace(found, customer_findings=findings), EN) is not None) is warns


@pytest.mark.parametrize("texts", [EN, ZH], ids=["en", "zh"])
def test_a_second_run_of_the_first_day_is_not_called_the_first(texts: Texts) -> None:
    """Only runs of an earlier day are compared with: what there is to say must hold for every run of this one."""
    found = sample(300, texts.language, first_run=True)
    findings = {f"C{n}": {"abc": Finding("A", "A", Tone.BAD, "")} for n in range(300)}
    warned = too_much_red(replace(found, customer_findings=findings), texts)
    assert warned
    said = f"{run_line(found, texts).note} {moves(found, texts).empty_text} {warned.text}"
    assert not [word for word in ("first run", "second run", "首次", "第二次") if word in said]


def test_a_later_run_is_not_told_that_it_is_red() -> None:
    found = sample(300)
    findings = {f"C{n}": {"abc": Finding("A", "A", Tone.BAD, "")} for n in range(300)}
    assert too_much_red(replace(found, customer_findings=findings), EN) is None


def test_the_digest_does_not_see_the_moment_but_every_result() -> None:
    found = sample(30)
    told = digest_of(found, summary(found, EN))
    later = replace(found, as_of=NOW.replace(hour=11), compared_with=None)
    assert digest_of(later, summary(later, EN)) == told
    fewer = replace(found, problems=found.problems[1:])
    assert digest_of(fewer, summary(fewer, EN)) != told


@pytest.mark.parametrize(
    ("states", "says"),
    [
        pytest.param((), "none recorded yet", id="no promise"),
        pytest.param((PromiseState.OPEN,), "none due yet", id="due later"),
        pytest.param((PromiseState.OPEN, PromiseState.UNTOLD), "kept or not: not noted", id="past, and nothing said"),
        pytest.param((PromiseState.UNDATED,), "no dates noted", id="without a date"),
    ],
)
def test_why_no_share_of_promises_is_shown(states: tuple[PromiseState, ...], says: str) -> None:
    promises = tuple(Promise(None, "x", None, state, Origin("Visits", 2, 1), None) for state in states)
    shown = tiles(replace(sample(0), promises=promises), EN).tiles[-1]
    assert (shown.value, shown.change) == ("–", says)


def test_the_data_check_begins_a_fault_with_a_capital() -> None:
    faulty = replace(sample(12), problems=(problem("date-impossible", "Visits!B9", value="2026-02-30"),))
    checked = [block for block in summary(faulty, EN).blocks if isinstance(block, Table)][-1]
    assert checked.rows[0][2].value == "There is no such day as '2026-02-30'"
