"""``make pictures``: python -m tests.pictures: a few minutes; what to look at then lies in out/pictures.

For both languages and each size of the team: the Summary as it is printed; To do, customers and complaints as on the
screen; the report and a brief in the browser; the answer on the terminal; the tabs of the templates. At last the
README's pictures in docs/pictures, from the demo.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from relsheet import api
from relsheet.demo.words import words_in
from relsheet.texts import LANGUAGES
from tests.browser import Browser
from tests.pictures.books import DEMO, write_book
from tests.pictures.office import Shot, shoot
from tests.pictures.readme import readme_pictures
from tests.pictures.scored import CELLS, Scored, scored
from tests.pictures.screens import shoot_page
from tests.pictures.terminal import svg_of

SIZES = (0, 5, DEMO, 10_000)
TEMPLATE_ROWS = 16
PICTURES = {".png", ".svg"}


def books(folder: Path) -> Iterator[Scored]:
    """The team's workbook in both languages and all sizes."""
    for language in LANGUAGES:
        for size in SIZES:
            path = folder / f"{language}-{size}.xlsx"
            write_book(path, language, size)
            yield scored(language, path)


def templates(folder: Path) -> Iterator[Shot]:
    """Every tab of the blank workbooks, and what scoring them untouched gives."""
    for language in LANGUAGES:
        path = folder / f"template-{language}.xlsx"
        api.new_workbook(path, language)
        yield Shot(path, load_workbook(path, read_only=True).sheetnames[0], f"{path.stem}-read-me")
        for role, tab in words_in(language).tabs.items():
            yield Shot(path, tab.name, f"{path.stem}-{role}", TEMPLATE_ROWS)
        filled = path.with_stem(f"{path.stem}-scored")
        shutil.copy(path, filled)
        yield from scored(language, filled).shots()


def main(folder: Path) -> None:
    """All pictures into the folder; earlier ones in it go, nothing else does."""
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in (path for path in folder.iterdir() if path.suffix in PICTURES):
        earlier.unlink()
    with tempfile.TemporaryDirectory() as scratch, Browser() as browser:
        made = Path(scratch)
        os.environ["RELSHEET_STATE_DIR"] = str(made / "state")
        all_books = list(books(made))
        shoot([*(shot for book in all_books for shot in book.shots()), *templates(made)], folder)
        for book in all_books:
            (folder / f"{book.path.stem}-terminal.svg").write_text(svg_of(book.lines, CELLS), encoding="utf-8")
            for page in book.pages(made):
                shoot_page(browser, page, folder)
        readme_pictures(made, browser)
    print(f"{sum(1 for _ in folder.iterdir())} pictures in {folder}; those of the README in docs/pictures")


if __name__ == "__main__":
    asks = argparse.ArgumentParser(
        prog="python -m tests.pictures", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asks.add_argument(
        "folder", type=Path, nargs="?", default=Path("out/pictures"), help="where they go  [default: %(default)s]"
    )
    main(asks.parse_args().folder)
