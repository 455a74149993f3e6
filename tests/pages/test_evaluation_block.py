from dataclasses import replace

from relsheet.pages.blocks import Table
from relsheet.pages.evaluation import evaluation, evaluation_table
from relsheet.pages.summary import summary
from relsheet.rules.assessment import Fate, PlayRecord, Since
from tests.pages.sample import sample, sample_texts

EN, ZH = sample_texts("en"), sample_texts("zh")
RECORDS = (
    PlayRecord("contact", 5, {Fate.DONE: 3, Fate.OPEN: 2}, {Since.IMPROVED: 4, Since.UNKNOWN: 1}),
    PlayRecord("mine", 2, {Fate.GONE: 2}, {Since.WORSE: 2}),
)


def test_the_block_has_a_line_per_kind_and_one_for_all() -> None:
    table = evaluation(replace(sample(5), evaluation=RECORDS), EN)
    assert table is not None
    assert [[cell.value for cell in row] for row in table.rows] == [
        ["Get in touch", 5, 3, "–", "–", 2, 4, "–", "–"],
        ["mine", 2, "–", "–", 2, "–", "–", "–", 2],
        ["All", 7, 3, "–", 2, 2, 4, "–", 2],
    ]


def test_it_stands_on_the_summary_only_when_something_is_finished() -> None:
    for records, shown in ((), False), (RECORDS, True), ((PlayRecord("contact", 1, {Fate.OPEN: 1}, {}),), False):
        page = summary(replace(sample(5), evaluation=records), ZH)
        titles = [block.heading.text for block in page.blocks if isinstance(block, Table)]
        assert ("建议的成效" in titles) is shown


def test_the_table_can_be_asked_for_at_any_time() -> None:
    assert evaluation_table(sample(5), EN).rows == ()
