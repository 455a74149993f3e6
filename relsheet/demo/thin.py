"""What most teams have: name, owner, last contact, next contact and a grade of their own, below a title row."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from relsheet.demo.clerk import seed_of
from relsheet.demo.days import TODAY, Days, between, chance
from relsheet.demo.firms import CONTACT_GAP_DAYS, Firm, Segment, make_firms
from relsheet.demo.look import Look
from relsheet.demo.rows import Cell
from relsheet.demo.tab import new_book, write_tab
from relsheet.demo.words import Column, Tab, Words

CUSTOMERS = 120
TAB = Tab(
    name="客户",
    title="销售一部客户跟进表",
    subtitle="每周五下班前更新",
    columns=(
        Column(field="name", header="客户名称", width=32),
        Column(field="owner", header="业务员", width=10),
        Column(field="last_contact", header="上次联系", width=13, kind="date"),
        Column(field="next_contact", header="下次联系", width=13, kind="date"),
        Column(field="grade", header="级别", width=8, kind="centre"),
    ),
)


@dataclass(frozen=True, slots=True)
class ThinRow:
    name: str
    owner: str | None
    last_contact: Cell
    next_contact: Cell
    grade: str | None


def write_thin(path: Path, words: Words) -> None:
    """One tab, 120 customers, five columns, a few cells that are not as they should be."""
    random = Random(seed_of("thin"))
    firms = [firm for firm in make_firms(words, random) if firm.segment is not Segment.CHURNED][:CUSTOMERS]
    rows = [_row(words, random, firm) for firm in firms]
    rows[17] = ThinRow(rows[17].name, None, rows[17].last_contact, None, rows[17].grade)
    rows[31] = ThinRow(rows[31].name + " ", rows[31].owner, "9月底", rows[31].next_contact, rows[31].grade)
    rows[58] = ThinRow(rows[58].name, rows[58].owner, "２０２６．１０．２８", rows[58].next_contact, "Ａ")
    rows[90] = ThinRow(rows[90].name, rows[90].owner, "待定", rows[90].next_contact, None)
    book = new_book(path, words)
    look = Look(book, words)
    area = write_tab(book, look, TAB, rows)
    area.sheet.autofilter(area.header, 0, area.last, area.edge)
    book.close()


def _row(words: Words, random: Random, firm: Firm) -> ThinRow:
    gap = CONTACT_GAP_DAYS[firm.segment]
    last = Days(words).on_or_after(TODAY - timedelta(days=1 + int(gap * between(random, 0.0, 1.1))))
    ahead = int(between(random, 3, 30)) if chance(random, 0.96) else -int(between(random, 3, 15))
    planned: date | None = Days(words).on_or_after(TODAY + timedelta(days=ahead))
    grade = {Segment.KEY: "A", Segment.CORE: "B", Segment.SMALL: "C"}.get(firm.segment)
    return ThinRow(
        name=firm.name,
        owner=firm.owner,
        last_contact=min(last, TODAY - timedelta(days=1)),
        next_contact=planned if chance(random, 0.55) else None,
        grade=grade,
    )
