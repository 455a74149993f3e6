"""The words that a demo team is made of: names, products, notes, headers, one file per language in ``words/``."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["en", "zh"]
Kind = Literal["text", "choice", "centre", "date", "moment", "money", "exact", "count", "percent", "score"]


class Part(BaseModel):
    """A piece of a words file; a key that is not expected there is a mistake of ours and fails."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Territory(Part):
    region: str
    cities: tuple[str, ...]


class FirmNames(Part):
    """How a company's name is put together: a stem from the list, or from two syllables."""

    stems: tuple[str, ...] = ()
    first: str = ""
    second: str = ""
    never: tuple[str, ...] = ()  # pairs that are the names of well-known companies
    legal: tuple[str, ...]
    plain: str
    other_legal: dict[str, str]


class Post(Part):
    title: str
    short: str = ""
    department: str
    level: str
    role: str


class People(Part):
    given: tuple[str, ...]
    family: tuple[str, ...]
    full: str
    short: str
    posts: tuple[Post, ...]


class Labels(Part):
    """What the drop-downs hold: the machine's word to the user's."""

    yes: str
    no: str
    total: str
    unknown_customer: str
    status: dict[str, str]
    rank: dict[str, str]
    mode: dict[str, str]
    level: dict[str, str]
    role: dict[str, str]
    attitude: dict[str, str]
    priority: dict[str, str]
    channel: dict[str, str]
    complaint: dict[str, str]
    order: dict[str, str]
    day: dict[str, str]


class Rivals(Part):
    names: tuple[str, ...]
    benefits: tuple[str, ...]
    weaknesses: tuple[str, ...]
    events: tuple[str, ...]


class Needs(Part):
    texts: tuple[str, ...]
    actions: tuple[str, ...]
    terms: tuple[str, ...]
    notes: tuple[str, ...]


class Theme(Part):
    """What a visit is about: its notes, results, next steps and promises belong together."""

    purpose: str
    modes: tuple[str, ...]
    notes: tuple[str, ...]
    results: tuple[str, ...]
    steps: tuple[str, ...]
    promises: tuple[str, ...]
    rare: bool = False
    signal: str | None = None


class Trouble(Part):
    category: str
    texts: tuple[str, ...]
    causes: tuple[str, ...]
    cures: tuple[str, ...]


class Column(Part):
    field: str
    header: str
    width: int
    kind: Kind = "text"


class Tab(Part):
    name: str
    columns: tuple[Column, ...]
    title: str = ""
    subtitle: str = ""
    rows: tuple[tuple[date | str, ...], ...] = ()

    def place(self, field: str) -> int:
        """The 0-based column of that field."""
        return next(index for index, column in enumerate(self.columns) if column.field == field)


class Board(Part):
    name: str
    title: str
    as_of: str
    tiles: tuple[str, ...]
    months: str
    month: str
    this_year: str
    year_before: str
    per_owner: str
    owner: str
    customers: str
    sales: str
    target: str
    reached: str
    chart: str
    trend: str


class Remarks(Part):
    grade: str
    customer: str
    reply: str
    chart_text: str
    author: str


class Slips(Part):
    """What people mistype."""

    bad_date: str
    text_date: str
    relative_date: str
    amount_unit: str
    amount_text: str
    own_grade: tuple[str, ...]
    priority: tuple[str, ...]


class Words(Part):
    language: Language
    company: str
    currency_format: str
    currency_format_exact: str
    date_format: str
    moment_format: str
    month_format: str
    axis_format: str
    chart_format: str  # in thousands or millions, as the chart's title says
    font: str
    money_scale: float
    day_opens: int
    day_closes: int
    lunch: tuple[int, int]
    days_off: tuple[date, ...]
    days_made_up: tuple[date, ...]
    months: tuple[str, ...]
    season: tuple[float, ...]
    complaint_number: str
    order_number: str
    mail: str
    owners: tuple[str, ...]
    colleagues: tuple[str, ...]
    handlers: tuple[str, ...]
    territories: tuple[Territory, ...]
    firm: FirmNames
    industries: dict[str, tuple[str, ...]]
    people: People
    labels: Labels
    products: dict[str, tuple[str, ...]]
    rivals: Rivals
    needs: Needs
    themes: tuple[Theme, ...]
    prospecting: tuple[Theme, ...]
    troubles: tuple[Trouble, ...]
    tabs: dict[str, Tab]
    board: Board
    remarks: Remarks
    dirt: Slips

    @property
    def all_products(self) -> tuple[str, ...]:
        """Every product, group by group."""
        return tuple(product for group in self.products.values() for product in group)


@cache
def words_in(language: Language) -> Words:
    """The words of one language, checked as they are read."""
    text = (files("relsheet.demo") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return Words.model_validate(tomllib.loads(text))
