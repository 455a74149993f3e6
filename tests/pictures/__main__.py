"""``make pictures``: python -m tests.pictures [FOLDER]: a few minutes; what to look at then lies in out/pictures.

For both languages and each size of the team: the Summary as it is printed; To do, customers and complaints as on the
screen; the report and a brief in the browser; the answer on the terminal; the tabs of the templates. At last the
README's pictures in docs/pictures, from the demo.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from relsheet import api
from relsheet.demo import DEMO_AS_OF
from relsheet.demo.words import Language, words_in
from relsheet.texts import LANGUAGES, texts_in
from tests.browser import Browser
from tests.pictures.books import DEMO, write_book
from tests.pictures.office import Shot, shoot
from tests.pictures.readme import readme_pictures
from tests.pictures.screens import shoot_page
from tests.pictures.terminal import svg_of

SIZES = (0, 5, DEMO, 10_000)
CELLS = 100
#: Rows of a tab that show how it looks; what it looks like further down is the same.
ROWS = 32
#: The user's columns between the name and ours, counted from 0: scrolled away, as behind a frozen pane.
HIDDEN = {"customers": (4, 26), "complaints": (6, 16)}


@dataclass(frozen=True, slots=True)
class Scored:
    """A workbook that was made and scored for the pictures, and what the terminal said."""

    language: Language
    path: Path
    lines: tuple[str, ...]
    customers: tuple[str, ...]  # by their ids, the most urgent first

    @property
    def own_tabs(self) -> tuple[str, str]:
        """The names of the Summary and of To do."""
        texts = texts_in(self.language)
        return texts("summary.tab"), texts("todo.tab")


def scored(language: Language, path: Path) -> Scored:
    """The workbook at that path, scored as of the demo's day, and the answer in colours."""
    moment = DEMO_AS_OF.replace(tzinfo=None).isoformat()
    options = api.Options(as_of=moment, language=language)
    outcome = api.score(str(path), DEMO_AS_OF.astimezone(), options)
    # Whoever sees the picture has no use for this computer's folders.
    lines = (line.replace(f"{path.parent}/", "") for line in api.outcome_lines(outcome, api.Terminal(CELLS, True)))
    told = tuple(line for line in lines if os.environ["RELSHEET_STATE_DIR"] not in line)
    first = (action.customer for action in outcome.draft.assessment.actions)
    return Scored(language, path, told, tuple(dict.fromkeys(first)))


def tabs(book: Scored) -> Iterator[Shot]:
    """The workbook's tabs that we write, or write beside."""
    name, words = book.path.stem, words_in(book.language)
    summary, todo = book.own_tabs
    yield Shot(book.path, summary, f"{name}-summary")
    yield Shot(book.path, todo, f"{name}-todo", ROWS)
    for role, hidden in HIDDEN.items():
        yield Shot(book.path, words.tabs[role].name, f"{name}-{role}", ROWS, hidden)


def pages(book: Scored, folder: Path) -> Iterator[Path]:
    """The report, and the brief of the most urgent customer."""
    moment = DEMO_AS_OF.astimezone()
    options = api.Options(as_of=DEMO_AS_OF.replace(tzinfo=None).isoformat(), language=book.language)
    report = folder / f"{book.path.stem}-report.html"
    report.write_text(api.report(str(book.path), moment, options), encoding="utf-8")
    yield report
    if book.customers:
        found = api.brief(str(book.path), book.customers[:1], moment, options)
        sheet = folder / f"{book.path.stem}-brief.html"
        sheet.write_text(found.html(), encoding="utf-8")
        yield sheet


def templates(folder: Path) -> Iterator[Shot]:
    """Every tab of the blank workbooks, and the Summary that they give untouched."""
    for language in LANGUAGES:
        path = folder / f"template-{language}.xlsx"
        api.new_workbook(path, language)
        for role, tab in words_in(language).tabs.items():
            yield Shot(path, tab.name, f"{path.stem}-{role}", 16)
        filled = path.with_stem(f"{path.stem}-scored")
        shutil.copy(path, filled)
        yield from tabs(scored(language, filled))


def main(folder: Path) -> None:
    """All pictures into the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch, Browser() as browser:
        made = Path(scratch)
        os.environ["RELSHEET_STATE_DIR"] = str(made / "state")
        books = []
        for language in LANGUAGES:
            for size in SIZES:
                path = made / f"{language}-{size}.xlsx"
                write_book(path, language, size)
                books.append(scored(language, path))
        shots = [shot for book in books for shot in tabs(book)]
        shoot([*shots, *templates(made)], folder)
        for book in books:
            (folder / f"{book.path.stem}-terminal.svg").write_text(svg_of(book.lines, CELLS), encoding="utf-8")
            for page in pages(book, made):
                shoot_page(browser, page, folder)
        readme_pictures(next(book for book in books if book.path.stem == f"en-{DEMO}"), browser)
    print(f"{sum(1 for _ in folder.iterdir())} pictures in {folder}; those of the README in docs/pictures")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out/pictures"))
