"""Workbooks that are scored for the pictures, as of the demo's day."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from relsheet import api
from relsheet.demo import DEMO_AS_OF
from relsheet.demo.words import Language, words_in
from relsheet.texts import texts_in
from tests.pictures.office import Shot

NOW = DEMO_AS_OF.astimezone()
CELLS = 110
#: Rows of a tab that show how it looks; what it looks like further down is the same.
ROWS = 32
#: The user's columns between the name and ours, counted from 0: scrolled away, as behind a frozen pane.
HIDDEN = {"customers": (4, 26), "complaints": (6, 16)}


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored workbook, and what the terminal said."""

    language: Language
    path: Path
    lines: tuple[str, ...]
    customers: tuple[str, ...]  # by their ids, the most urgent first

    @property
    def options(self) -> api.Options:
        return options(self.language)

    def tab(self, role: str) -> str:
        """The name of one of the team's tabs, or of ours (summary, todo)."""
        if role in ("summary", "todo"):
            return texts_in(self.language)(f"{role}.tab")
        return words_in(self.language).tabs[role].name

    def shots(self) -> Iterator[Shot]:
        """The tabs that we write, or write beside."""
        name = self.path.stem
        yield Shot(self.path, self.tab("summary"), f"{name}-summary")
        yield Shot(self.path, self.tab("todo"), f"{name}-todo", ROWS)
        for role, hidden in HIDDEN.items():
            yield Shot(self.path, self.tab(role), f"{name}-{role}", ROWS, hidden)

    def pages(self, folder: Path) -> Iterator[Path]:
        """The report, and the brief of the most urgent customer, written into the folder."""
        report = folder / f"{self.path.stem}-report.html"
        report.write_text(api.report(str(self.path), NOW, self.options), encoding="utf-8")
        yield report
        if self.customers:
            found = api.brief(str(self.path), self.customers[:1], NOW, self.options)
            sheet = folder / f"{self.path.stem}-brief.html"
            sheet.write_text(found.html(), encoding="utf-8")
            yield sheet


def options(language: Language) -> api.Options:
    return api.Options(as_of=DEMO_AS_OF.replace(tzinfo=None).isoformat(), language=language)


def scored(language: Language, path: Path) -> Scored:
    """The workbook at that path, scored, and the answer in colours."""
    outcome = api.score(str(path), NOW, options(language))
    # Whoever sees the picture has no use for this computer's folders.
    lines = (line.replace(f"{path.parent}/", "") for line in api.outcome_lines(outcome, api.Terminal(CELLS, True)))
    told = tuple(line for line in lines if os.environ["RELSHEET_STATE_DIR"] not in line)
    first = (action.customer for action in outcome.draft.assessment.actions)
    return Scored(language, path, told, tuple(dict.fromkeys(first)))
