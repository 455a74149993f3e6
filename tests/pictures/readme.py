"""The pictures of the README, from the English demo: small PNG files of few colours, and the terminal as SVG."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from relsheet.demo import make_demo
from tests.browser import Browser
from tests.pictures.office import Shot, shoot
from tests.pictures.scored import CELLS, HIDDEN, Scored, scored
from tests.pictures.terminal import svg_of

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
COLORS = 128
PAPER = (255, 255, 255)
EDGE = 24
#: What is cut off at the right and below, in pixels: the why runs on, and one screen of the report says enough.
MOST_WIDTH, MOST_HEIGHT = 1500, 1130
FOOTER = 80
ROWS = 22
#: Lines of the answer that show how it looks: up to the end of "Do first".
BLANKS = 3


def readme_pictures(scratch: Path, browser: Browser) -> list[Path]:
    """Makes summary.png, customers.png, report.png and terminal.svg anew in docs/pictures."""
    FOLDER.mkdir(exist_ok=True)
    book = scored("en", make_demo(scratch)[0])
    summary = Shot(book.path, book.tab("summary"), "readme-summary")
    customers = Shot(book.path, book.tab("customers"), "readme-customers", ROWS, HIDDEN["customers"], grid=False)
    drawn = {path.stem: path for path in shoot([summary, customers], scratch)}
    report = next(book.pages(scratch))
    browser.open(report)
    made = {
        "summary": without_footer(Image.open(drawn["readme-summary-1"])),
        "customers": Image.open(drawn["readme-customers-1"]),
        "report": Image.open(BytesIO(browser.picture(MOST_HEIGHT))),
    }
    (FOLDER / "terminal.svg").write_text(svg_of(first_lines(book), CELLS), encoding="utf-8")
    for name, picture in made.items():
        small(picture).save(FOLDER / f"{name}.png", optimize=True)
    return sorted(FOLDER.iterdir())


def first_lines(book: Scored) -> list[str]:
    """The command, and the answer as far as people read it."""
    blanks = [number for number, line in enumerate(book.lines) if not line]
    return ["$ relsheet score crm-en.xlsx", "", *book.lines[: blanks[BLANKS - 1]]]


def without_footer(page: Image.Image) -> Image.Image:
    return page.crop((0, 0, page.width, page.height - FOOTER))


def small(picture: Image.Image) -> Image.Image:
    """The picture without its empty margins, cut to a screen, in few colours."""
    picture = picture.convert("RGB")
    margins = Image.new("RGB", picture.size, PAPER)
    left, top, right, bottom = differing(picture, margins)
    right, bottom = min(right, left + MOST_WIDTH), min(bottom, top + MOST_HEIGHT)
    framed = Image.new("RGB", (right - left + 2 * EDGE, bottom - top + 2 * EDGE), PAPER)
    framed.paste(picture.crop((left, top, right, bottom)), (EDGE, EDGE))
    return framed.quantize(COLORS)


def differing(picture: Image.Image, other: Image.Image) -> tuple[int, int, int, int]:
    """The box in which the two are not the same; all of it where they are."""
    return ImageChops.difference(picture, other).getbbox() or (0, 0, *picture.size)
