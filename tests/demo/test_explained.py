"""Every model explained for every customer of the demo workbooks, in both languages: in words, with a reason."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from relsheet.rules.columns import CUSTOMER_COLUMNS
from relsheet.rules.explain import explain
from relsheet.rules.finding import Tone
from relsheet.rules.score import assess
from relsheet.texts import LANGUAGES, Language, texts_in
from tests.demo.given import ALL_ON, NOW, demo

#: What no user should ever read: a machine's word, an empty placeholder, a value of Python's.
RAW = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|[{}]|\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z_]+\.[a-z_]+\b|Decimal\(|<[A-Z]|…\W*$"
)
OTHERS = {"complaint", "contact", "promise", "flag", "action"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["crm-en", "crm-zh"])
def test_every_model_is_explained_in_words(demo_files: dict[str, Path], name: str, language: Language) -> None:
    book, texts = replace(demo(demo_files[f"{name}.xlsx"]).book, language=language), texts_in(language)
    found = assess(book, ALL_ON, NOW, texts)
    seen: set[str] = set()
    for case in found.cases:
        for step in explain(found, case, ALL_ON, texts):
            seen.add(step.key)
            told = (step.title, step.result, step.reason, step.change or "", *(part.text for part in step.evidence))
            # What the users wrote themselves is quoted as it stands.
            if step.key not in ("promise", "action"):
                assert not [text for text in told if RAW.search(text)], (case.customer.name, step.key)
            assert step.title
            assert step.reason or step.tone is not Tone.UNKNOWN, (case.customer.name, step.key)
    told_elsewhere = {"complaint_sla", "next_action", "due"}  # as complaints and actions, one by one
    assert seen == set(CUSTOMER_COLUMNS) - told_elsewhere | OTHERS
