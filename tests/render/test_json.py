"""The JSON answer keeps to its schema, with any number of customers, in both languages."""

import json

import pytest
from jsonschema import Draft202012Validator

from relsheet.render.json import Deed, answer_schema, json_answer
from relsheet.sheets.edits import CellChange
from relsheet.texts import LANGUAGES, Language
from tests.pages.sample import TODAY, sample, sample_texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", [0, 1, 60])
def test_the_answer_keeps_to_its_schema(customers: int, language: Language) -> None:
    changes = [CellChange("Customers", 5, 13, None, "A"), CellChange("Customers", 5, 14, TODAY, 2.5)]
    told = json_answer(sample(customers, language), Deed("crm.xlsx", True, changes), sample_texts(language))
    Draft202012Validator.check_schema(answer_schema())
    Draft202012Validator(answer_schema()).validate(json.loads("".join(told)))


def test_cells_and_dates_are_written_as_people_write_them() -> None:
    found = sample(60)
    told = json.loads(
        "".join(json_answer(found, Deed("crm.xlsx", False, [CellChange("a", 5, 13, TODAY, None)]), sample_texts("en")))
    )
    assert told["changes"] == [{"cell": "a!M5", "before": "2026-11-23", "after": None}]
    assert told["customers"][0]["cell"] == "Customers!B5"
    assert told["complaints"][0]["columns"]["reply_due"]["value"].endswith("+08:00")
    assert told["as_of"] == "2026-11-23T09:00:00+08:00"
    assert told["written"] is False


def test_every_finding_has_its_four_keys() -> None:
    told = json.loads("".join(json_answer(sample(30), Deed("crm.xlsx", False), sample_texts("en"))))
    findings = [finding for row in told["customers"] for finding in row["columns"].values()]
    assert findings
    assert all(set(finding) == {"value", "text", "tone", "reason"} for finding in findings)


@pytest.mark.parametrize("customers", [pytest.param(0, id="empty lists"), pytest.param(60, id="long lists")])
def test_the_pieces_are_what_would_be_written_at_once(customers: int) -> None:
    told = "".join(json_answer(sample(customers), Deed("a\nb.xlsx", False), sample_texts("zh")))
    assert told == json.dumps(json.loads(told), ensure_ascii=False, indent=1)
