"""How deep the relationships are, class by class: customers and value per tier and class."""

from collections.abc import Sequence
from dataclasses import replace

from relsheet.pages.blocks import Heading, Table, TableCell, TableColumn
from relsheet.pages.money import short_money
from relsheet.records import Tier
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.finding import Tone
from relsheet.rules.percent import percent
from relsheet.texts import Texts

LETTERS = ("A", "B", "C")
COUNT = "#,##0"


def tier_by_class(assessment: Assessment, texts: Texts) -> Table:
    """One line per tier and one for those that lack data, "12 · ¥3.4m" per class; below, each class's share."""
    cases = [case for case in assessment.cases if not case.facts.is_prospect]
    letters = [letter for letter in LETTERS if any(case.abc.letter == letter for case in cases)]
    heading = Heading(texts("summary.matrix"), texts("summary.matrix.note"))
    columns = (
        TableColumn(texts("summary.column.tier"), 2.2),
        *(TableColumn(texts("summary.column.class", letter=letter), 2, numeric=True) for letter in letters),
        TableColumn(texts("summary.column.all"), 2, numeric=True),
    )
    if not letters and not any(case.tier.tier for case in cases):
        return Table(Heading(heading.text), columns, (), texts("summary.matrix.empty"))
    groups = {texts(f"summary.tier.{tier.code}"): [case for case in cases if _tier(case) is tier] for tier in Tier}
    if lacking := [case for case in cases if _tier(case) is None]:
        groups[texts("summary.tier.none")] = lacking
    rows = [_line(assessment, texts, label, _split(group, letters)) for label, group in groups.items()]
    rows.append(_totals(assessment, texts, cases, letters))
    return Table(heading, columns, tuple(rows), texts("summary.matrix.empty"))


def _tier(case: Case) -> Tier | None:
    """The proven tier; None where nothing that the second tier asks is known."""
    return None if case.tier.needs_data else case.tier.tier


def _split(cases: Sequence[Case], letters: Sequence[str]) -> list[list[Case]]:
    """The cases of each class, then all of them."""
    return [*([case for case in cases if case.abc.letter == letter] for letter in letters), list(cases)]


def _line(assessment: Assessment, texts: Texts, label: str, groups: Sequence[Sequence[Case]]) -> tuple[TableCell, ...]:
    return (TableCell(label), *(_cell(assessment, texts, group) for group in groups))


def _cell(assessment: Assessment, texts: Texts, group: Sequence[Case]) -> TableCell:
    if not group:
        return TableCell("–", Tone.UNKNOWN)
    cents = sum(case.abc.value_cents or 0 for case in group)
    if not cents:
        return TableCell(len(group), number_format=COUNT)
    return TableCell(f"{len(group):,} · {short_money(cents, assessment.portfolio.currency, texts)}")


def _totals(
    assessment: Assessment, texts: Texts, cases: Sequence[Case], letters: Sequence[str]
) -> tuple[TableCell, ...]:
    """Per class its share of the customers and of the value: how uneven the base is."""
    total = assessment.portfolio.value_cents or 0
    cells = [TableCell(texts("summary.matrix.shares" if letters else "summary.column.all"), bold=True)]
    for group in _split(cases, letters)[:-1]:
        people = percent(len(group) / len(cases))
        cents = sum(case.abc.value_cents or 0 for case in group)
        text = texts("summary.matrix.share", customers=people, value=percent(cents / total)) if total > 0 else people
        cells.append(TableCell(text, bold=True))
    return (*cells, replace(_cell(assessment, texts, cases), bold=True))
