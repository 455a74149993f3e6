"""Data run one way, and so do imports: docs/architecture.md has the table, this test holds the code to it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "relsheet"
LEAVES = {"texts", "errors", "shipped", "ledger", "collector", "serials"}
MAY_IMPORT = {
    "texts": set(),
    "shipped": set(),
    "ledger": set(),
    "collector": set(),
    "serials": set(),
    "errors": {"texts"},
    "policy": {"errors"},
    "discovery": {"policy"},
    "records": set(),
    "opc": set(),
    "sheets": {"opc"},
    "intake": {"records", "policy", "sheets.workbook"},
    "rules": {"records", "policy"},
    "pages": {"rules", "records", "policy"},
    "render": {"pages", "rules", "records", "sheets.workbook", "sheets.edits"},
    "demo": set(),
    "sync": {"api", "policy", "discovery", "records"},
    "api": {"sync", "policy", "discovery", "records", "sheets", "intake", "rules", "pages", "render", "demo"},
    "cli": {"api", "policy", "discovery", "sync"},
}


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem in MAY_IMPORT)


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name.removeprefix("relsheet.") for name in found if name.startswith("relsheet.")}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_its_own_layer_and_those_below(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
    allowed = MAY_IMPORT[layer] | {layer}
    if layer != "texts":
        allowed |= LEAVES
    own = imports_of(path) - {"__version__"}
    strangers = {name for name in own if not any(f"{name}.".startswith(f"{ok}.") for ok in allowed)}
    assert not strangers, f"{layer}/ may not import {sorted(strangers)}: move the code, not the rule"


def test_the_modules_that_the_architecture_names_are_there() -> None:
    page = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+\.py)`", page))
    assert named
    assert not {name for name in named if not (ROOT / name).exists() and not (ROOT.parent / name).exists()}
