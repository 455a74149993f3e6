"""What ``make pictures`` draws, sampled: the Summary prints block by block, and the README has its pictures."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from relsheet.texts import LANGUAGES, Language
from tests.judges import ROOT, need
from tests.office import need_bridge
from tests.pictures.books import write_book
from tests.pictures.office import shoot
from tests.pictures.scored import scored
from tests.pictures.terminal import svg_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[([^\]]*)\]\((docs/pictures/[^)]+)\)", README)
MOST_BYTES = 150_000


def test_the_tabs_of_both_languages_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the Summary takes as many sheets of paper as it was laid out for: nothing is cut, nothing spills over."""
    need("libreoffice")
    need_bridge()
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "state"))
    shots = []
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        write_book(path, language, 5)
        shots += scored(language, path).shots()
    drawn = [path.stem for path in shoot(shots, tmp_path)]
    for language in LANGUAGES:
        assert [name for name in drawn if name.startswith(f"{language}-summary")] == [
            f"{language}-summary-{page}" for page in range(1, pages_laid_out(tmp_path / f"{language}.xlsx") + 1)
        ]
        assert {f"{language}-{role}-1" for role in ("todo", "customers", "complaints")} <= set(drawn)


def pages_laid_out(path: Path) -> int:
    """As many as the Summary's breaks make."""
    with ZipFile(path) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "/worksheets/sheet" in name]
    return 1 + max(int(count) for sheet in sheets for count in re.findall(r'<rowBreaks count="(\d+)"', sheet))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_is_drawn_cell_by_cell(language: Language) -> None:
    line = {"en": "\x1b[31m2026-11-23\x1b[0m  Filton  Ann", "zh": "\x1b[31m2026-11-23\x1b[0m  苏州博宇  周敏"}[language]
    places = [float(x) for x in re.findall(r'<text x="([\d.]+)"', svg_of([line], 80))]
    cells = [round((x - places[0]) / 7.8) for x in places]
    assert cells == [0, 12, 20 if language == "en" else 22]


def test_the_readme_has_its_pictures_and_they_are_small() -> None:
    assert {Path(path).stem for _, path in PICTURES} == {"summary", "customers", "report", "terminal"}
    for words, path in PICTURES:
        assert words
        assert 5_000 < (ROOT / path).stat().st_size <= MOST_BYTES
