"""The HTML pages: one file that fetches nothing, escapes every word of the user's, and stays small."""

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest
from msgspec import structs

from relsheet.pages.brief import brief
from relsheet.pages.customers import customers_table
from relsheet.pages.monday import monday_list
from relsheet.pages.summary import summary
from relsheet.render.html.brief import briefs_html
from relsheet.render.html.monday import monday_html
from relsheet.render.html.pages import unbroken
from relsheet.render.html.report import Report, report_html
from relsheet.render.html.store import packed
from relsheet.rules.assessment import Assessment
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import NOW, sample, sample_texts
from tests.rules.given import run

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
VOID = {"meta", "input", "img", "br", "hr", "col", "link"}
OPEN_END = {"th", "td", "tr"}  # HTML lets these end unsaid


class Reader(HTMLParser):
    """What a page is made of: its elements with their attributes, and whether they are well nested."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID | OPEN_END:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in OPEN_END:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def named(self, tag: str) -> list[Mapping[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def report_of(assessment: Assessment, language: Language) -> str:
    texts = sample_texts(language)
    cases = assessment.cases
    at = run(assessment.book, language=language, now=NOW)
    return report_html(
        Report(
            source="crm.xlsx",
            page=summary(assessment, texts),
            table=customers_table(assessment, texts),
            briefs={number: brief(case, at, "CNY") for number, case in enumerate(cases)},
            origins={case.customer.origin: number for number, case in enumerate(cases)},
            currency="CNY",
        ),
        texts,
    )


@cache
def page(customers: int, language: Language) -> str:
    return report_of(sample(customers, language), language)


def without_briefs(html: str) -> str:
    """The page without what is packed: base64 may hold anything."""
    return re.sub(r'id="briefs">.*?</script>', "", html, flags=re.DOTALL)


def briefs_in(html: str) -> dict[str, str]:
    """The briefs as the script unpacks them."""
    store = re.search(r'id="briefs">(.*?)</script>', html, re.DOTALL)
    assert store is not None
    found: dict[str, str] = json.loads(zlib.decompress(base64.b64decode(store.group(1))))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", [0, 1, 300])
def test_the_page_is_well_formed_and_fetches_nothing(customers: int, language: Language) -> None:
    html = page(customers, language)
    found = Reader(html)
    assert (found.wrong, found.open) == ([], [])
    assert not re.search(r"https?:|//[a-z]|url\(|@import|src=|<link|<iframe", without_briefs(html))
    assert "default-src 'none'" in html
    assert found.named("html")[0]["lang"] == ("zh-CN" if language == "zh" else "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_finds_headings_scopes_and_alternatives(language: Language) -> None:
    found = Reader(page(300, language))
    assert len(found.named("h1")) == 1
    assert len(found.named("h2")) >= 7
    assert all(th.get("scope") in ("row", "col") for th in found.named("th"))
    assert all(table.get("aria-labelledby") for table in found.named("table"))
    assert all(svg.get("aria-label") or svg.get("aria-hidden") for svg in found.named("svg"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_something_on_the_page(language: Language) -> None:
    found = Reader(page(300, language))
    targets = {f"#{attributes['id']}" for _, attributes in found.tags if attributes.get("id")}
    links = {link["href"] for link in found.named("a")}
    assert len(links) > 300
    assert links <= targets


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_thousand_customers_stay_under_300_kilobytes_and_the_first_have_briefs(language: Language) -> None:
    html = page(1000, language)
    assert len(html.encode()) < 300_000
    assert "0" in briefs_in(html)


def test_every_customer_of_three_hundred_has_his_brief() -> None:
    assert set(briefs_in(page(300, "en"))) == {str(number) for number in range(300)}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("Answer Q2026-089 by 2026-11-23", "Answer [Q2026-089] by [2026-11-23]", id="ids and dates"),
        pytest.param("a day-long re-call", "a day-long re-call", id="words are parted as usual"),
        pytest.param("<b>K-1</b>", "&lt;b&gt;[K-1]&lt;/b&gt;", id="what the user wrote stays text"),
    ],
)
def test_ids_and_dates_stay_in_one_piece(text: str, html: str) -> None:
    assert unbroken(text) == html.replace("[", '<span class="unbroken">').replace("]", "</span>")


def test_words_of_the_user_are_never_markup() -> None:
    found = sample(20)
    cases = tuple(
        structs.replace(
            case, facts=structs.replace(case.facts, customer=structs.replace(case.customer, name=EVIL, owner=EVIL))
        )
        for case in found.cases
    )
    actions = tuple(
        structs.replace(action, customer_name=EVIL, text=EVIL, why=EVIL, owner=EVIL) for action in found.actions
    )
    html = report_of(replace(found, cases=cases, actions=actions), "en")
    everything = html + "".join(briefs_in(html).values())
    assert "&lt;script&gt;alert(1)" in everything
    assert "<script>alert" not in everything
    assert "<img" not in everything


@pytest.mark.parametrize("language", LANGUAGES)
def test_briefs_and_the_monday_list_are_pages_of_their_own(language: Language) -> None:
    assessment, texts = sample(30, language), sample_texts(language)
    at = run(assessment.book, language=language, now=NOW)
    for html in (
        briefs_html([brief(case, at, "CNY") for case in assessment.cases[:3]], "CNY", texts),
        monday_html(monday_list(assessment, texts), texts),
    ):
        found = Reader(html)
        assert (found.wrong, found.open) == ([], [])
        assert not re.search(r"https?:|src=|<link|<script", html)


def test_as_many_briefs_are_packed_as_there_is_room_for() -> None:
    briefs = {number: f"<p>{number * 7919 % 10007}</p>" * 9 for number in range(200)}
    whole, half, none = (packed(briefs, room) for room in (10**6, 900, 1))
    kept = [json.loads(zlib.decompress(base64.b64decode(text))) for text in (whole, half, none)]
    assert [len(found) for found in kept] == [200, len(kept[1]), 0]
    assert 0 < len(kept[1]) < 200
    assert len(half) <= 900
    assert list(kept[1]) == [str(number) for number in range(len(kept[1]))]
