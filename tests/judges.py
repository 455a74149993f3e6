"""The independent judges: was anything lost, did the package get worse, does LibreOffice open it?

``python -m tests.judges FOLDER`` judges every scored workbook of a folder against its ``*.before.xlsx`` original.
A judge that is not there skips its test with the reason; RELSHEET_REQUIRE=libreoffice,node,shared makes that a failure.
"""

import os
import runpy
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("RELSHEET_SHARED", ROOT.parent / "shared"))
CORPUS = Path(os.environ.get("RELSHEET_CORPUS", SHARED / "corpus"))
JUDGE_MODULES = Path(os.environ.get("RELSHEET_JUDGE", ROOT))  # the folder that holds node_modules
#: The script that finds what people who cannot see, or cannot use a mouse, stumble over: npm install axe-core.
AXE = JUDGE_MODULES / "node_modules" / "axe-core" / "axe.min.js"


def present(tool: str) -> bool:
    """Whether that judge can be asked here."""
    match tool:
        case "libreoffice":
            return shutil.which("soffice") is not None
        case "node":
            package = JUDGE_MODULES / "node_modules" / "@ooxml-tools" / "validate"
            return shutil.which("node") is not None and package.is_dir() and SHARED.is_dir()
        case "chromium":
            return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
        case "axe":
            return AXE.is_file() and present("chromium")
        case _:
            return SHARED.is_dir()


def need(tool: str) -> None:
    """Skip the test where that judge is missing, or fail it where RELSHEET_REQUIRE names the judge."""
    if present(tool):
        return
    if tool in os.environ.get("RELSHEET_REQUIRE", "").split(",") and (tool != "node" or SHARED.is_dir()):
        pytest.fail(f"{tool} is required here and missing")
    pytest.skip(f"{tool} is not here")


def losses(before: Path, after: Path, own_columns: Mapping[str, Sequence[str]], own_sheets: Sequence[str]) -> list[str]:
    """What lossless.py finds lost or changed; empty when all is there."""
    judge = _judge_of_losses()
    owned = {tab: set(columns) for tab, columns in own_columns.items()}
    try:
        return list(judge["judge"](str(before), str(after), owned, set(own_sheets))["faults"])
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, StopIteration) as err:
        return [f"cannot read: {err!r}"]


@cache
def _judge_of_losses() -> dict[str, Any]:
    """lossless.py, loaded once: to start a Python for each of thousands of workbooks takes longer than to judge."""
    return runpy.run_path(str(SHARED / "tools" / "lossless.py"))


def new_errors(pairs: Sequence[tuple[Path, Path]]) -> list[str]:
    """What Microsoft's Open XML SDK finds in the second of each pair and not in the first; empty when nothing."""
    script = str(SHARED / "tools" / "ooxml-validate.mjs")
    names = [str(path.resolve()) for pair in pairs for path in pair]
    answer = subprocess.run(
        ["node", script, *names], capture_output=True, text=True, check=False, cwd=JUDGE_MODULES, encoding="utf-8"
    )
    if answer.returncode == 0:
        return []
    return [line for line in (answer.stdout + answer.stderr).splitlines() if not line.startswith("ok:")]


def converted(path: Path, folder: Path, to: str = "pdf") -> Path:
    """The workbook as LibreOffice converts it; fails the test when LibreOffice cannot."""
    profile = (folder / "profile").resolve().as_uri()
    call = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        str(path),
    ]
    answer = subprocess.run(call, capture_output=True, text=True, check=False, timeout=180)
    made = folder / f"{path.stem}.{to.partition(':')[0]}"
    assert made.is_file(), f"LibreOffice did not convert {path.name}: {answer.stderr or answer.stdout}"
    return made
