"""The report in a real browser: sorting, filtering, briefs, both colour schemes, printing; nothing leaves the page."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from relsheet.pages.brief import brief
from relsheet.records import Book, Competitor, Origin
from relsheet.render.html.brief import briefs_html
from relsheet.texts import LANGUAGES, Language
from tests import judges
from tests.browser import Browser
from tests.pages.sample import NOW, sample, sample_texts
from tests.render.html.test_report import page
from tests.rules.given import ago, ahead, assessed, book, complaint, contact, customer, order, run, visit

FIRST_ROW = "document.querySelector('.customers tbody tr:not([hidden])')"
VISIBLE = "[...document.querySelectorAll('.customers tbody tr')].filter(row => !row.hidden)"
WAIT_FOR_BRIEF = """new Promise(done => { const look = () =>
  document.querySelector('dialog').open ? done(document.querySelector('dialog').innerText) : setTimeout(look, 20);
  look(); })"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    judges.need("chromium")
    with Browser() as opened:
        yield opened
        assert opened.complaints == []
        assert [address for address in opened.requests if not address.startswith(("file:", "blob:"))] == []


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for language in LANGUAGES:
        for customers in (0, 20, 300):
            path = folder / f"{language}-{customers}.html"
            path.write_text(page(customers, language), encoding="utf-8")
    return folder


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", [f"{language}-{customers}" for language in LANGUAGES for customers in (0, 300)])
def test_nothing_is_wider_than_the_window(browser: Browser, reports: Path, name: str, width: int) -> None:
    browser.open(reports / f"{name}.html", width=width)
    assert browser.run("document.documentElement.scrollWidth") == width


def test_a_header_sorts_up_then_down_and_says_so(browser: Browser, reports: Path) -> None:
    browser.open(reports / "en-300.html")
    click = "document.querySelectorAll('.customers thead button')[0].click()"
    browser.run(click)
    names = browser.run("[...document.querySelectorAll('.customers tbody th')].map(cell => cell.textContent)")
    assert names == sorted(
        names, key=lambda name: [int(t) if t.isdigit() else t.lower() for t in re.split(r"(\d+)", name)]
    )
    assert browser.run("document.querySelector('.customers thead th').ariaSort") == "ascending"
    browser.run(click)
    assert browser.run(f"{FIRST_ROW}.cells[0].textContent") == names[-1]


def test_values_are_sorted_as_numbers_the_largest_first(browser: Browser, reports: Path) -> None:
    browser.open(reports / "en-300.html")
    browser.run("[...document.querySelectorAll('.customers thead button')].at(-1).click()")
    texts = browser.run(
        "[...document.querySelectorAll('.customers tbody tr')].map(row => row.cells[row.cells.length-1].innerText)"
    )
    values = [int(text.replace(",", "")) for text in texts]
    assert values == sorted(values, reverse=True)


def test_words_and_a_person_narrow_the_list(browser: Browser, reports: Path) -> None:
    browser.open(reports / "en-300.html")
    typed = "(find => { find.value = 'litware jonas'; find.dispatchEvent(new Event('input', {bubbles: true})) })"
    browser.run(f"{typed}(document.querySelector('[type=search]'))")
    shown = browser.run(f"{VISIBLE}.map(row => row.textContent)")
    assert shown
    assert all("Litware" in text and "Jonas" in text for text in shown)
    assert browser.run("document.querySelector('output').textContent") == f"{len(shown)} of 300 customers"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_opens_his_brief_and_closing_it_leaves_the_page_where_it_was(
    browser: Browser, reports: Path, language: Language
) -> None:
    browser.open(reports / f"{language}-300.html")
    name = browser.run("document.querySelector('.words a').textContent")
    browser.run("document.querySelector('.words a').click()")
    assert name in browser.run(WAIT_FOR_BRIEF)
    assert browser.run("scrollY") == 0
    browser.run("document.querySelector('dialog button').click()")
    closed = "new Promise(done => setTimeout(() => done([document.querySelector('dialog').open, location.hash]), 50))"
    assert browser.run(closed) == [False, ""]


def test_an_address_with_a_customer_opens_his_brief_which_prints_on_one_page(browser: Browser, reports: Path) -> None:
    browser.open(reports / "en-300.html", fragment="#c7")
    assert browser.run(WAIT_FOR_BRIEF)
    assert pages_of(browser.printed()) == 1


def test_the_list_of_customers_has_its_head_on_every_printed_page(
    browser: Browser, reports: Path, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here")
    browser.open(reports / "en-300.html")
    (tmp_path / "report.pdf").write_bytes(browser.printed())
    call = ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"]
    pages = subprocess.run(call, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    listed = pages[-3:]
    assert len(pages) > len(listed)
    assert all("Next step" in page for page in listed)


def test_briefs_print_one_to_a_page(browser: Browser, tmp_path: Path) -> None:
    assessment, texts = sample(5), sample_texts("en")
    at = run(assessment.book, now=NOW)
    made = tmp_path / "briefs.html"
    made.write_text(briefs_html([brief(case, at, "CNY") for case in assessment.cases], "CNY", texts), encoding="utf-8")
    browser.open(made)
    assert pages_of(browser.printed()) == 5


LONG = {
    "en": "We looked at the line with maintenance and they want a second quote for everything this month. ",
    "zh": "和设备部一起看了产线，他们希望月底之前把所有型号都再报一次价，顺便看看有没有替代的密封方案。",
}


def crowded(text: str) -> Book:
    """A customer of whom far too much is known, in long sentences."""
    days = (3, 9, 15, 21, 30, 40)
    return book(
        customer(name="Superlong " * 6, next_contact=ahead(2), next_action=text, contract_end=ahead(30),
                 overdue_amount=Decimal(50_000), share_of_wallet=0.4, industry="x" * 20, owner="Somebody"),
        visits=tuple(visit(ago(day), notes=text * 8, result=text, next_step=text, contact="Two People, Met Together",
                           purpose="Technical support", promise=text, promise_due=ago(day - 1)) for day in days),
        complaints=tuple(complaint(id=f"K{n}", opened_at=NOW - timedelta(days=n), description=text) for n in days),
        contacts=tuple(contact(f"Person {n}", title="Head of something long", department="Purchasing") for n in days),
        competitors=tuple(Competitor(customer="C1", name=f"Rival {n}", origin=Origin("Rivals", n, 1), benefit=text,
                                     weakness=text, event=text, event_date=ago(3)) for n in days),
        orders=tuple(order(ago(day), day * 3) for day in range(1, 300, 9)),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_prints_on_one_page_however_much_was_written(
    browser: Browser, tmp_path: Path, language: Language
) -> None:
    of = crowded(LONG[language])
    found = brief(assessed(of, language=language).cases[0], run(of, language=language), "CNY")
    made = tmp_path / "brief.html"
    made.write_text(briefs_html([found], "CNY", sample_texts(language)), encoding="utf-8")
    browser.open(made)
    assert pages_of(browser.printed()) == 1


def test_the_dark_scheme_is_dark_and_paper_is_white(browser: Browser, reports: Path) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    browser.open(reports / "en-300.html", dark=True)
    assert browser.run(colour) == "rgb(20, 24, 29)"
    browser.ask(
        "Emulation.setEmulatedMedia", media="print", features=[{"name": "prefers-color-scheme", "value": "dark"}]
    )
    assert browser.run(colour) == "rgb(255, 255, 255)"
    browser.ask("Emulation.setEmulatedMedia", media="", features=[])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(browser: Browser, reports: Path, language: Language, dark: bool) -> None:
    judges.need("axe")
    browser.open(reports / f"{language}-20.html", dark=dark)
    browser.run(judges.AXE.read_text(encoding="utf-8") + "; 0")
    found = browser.run("axe.run().then(told => told.violations.map(each => each.id + ': ' + each.nodes[0].html))")
    assert found == []


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of Chromium's has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
