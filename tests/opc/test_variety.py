"""One workbook in every form that programs give it: the same values are read, and nothing of it is lost in writing."""

import os
from pathlib import Path

import pytest

from tests.judges import need
from tests.opc.variety.bases import BASES
from tests.opc.variety.parts import DoesNotApplyError
from tests.opc.variety.trial import FORMS, tried

FULL = bool(os.environ.get("RELSHEET_FULL"))


def sample() -> list[tuple[str, str]]:
    """(base, form): every third form, each of another base; of all bases where there is time for it."""
    bases = list(BASES)
    if FULL:
        return [(base, form) for base in bases for form in FORMS]
    return [
        ("a table" if "table" in form else bases[at % len(bases)], form) for at, form in enumerate(list(FORMS)[::3])
    ]


@pytest.mark.parametrize(("base", "form"), sample())
def test_a_workbook_in_another_form(base: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("shared")
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    try:
        outcome = tried(BASES[base], FORMS[form], tmp_path / "crm.xlsx")
    except DoesNotApplyError:
        pytest.skip("it has nothing that this form is about")
    assert outcome.kind == "ok", outcome.detail
