"""Pages as a browser shows them: wide and narrow, light and dark, and on paper."""

from pathlib import Path

from tests.browser import Browser
from tests.pictures.office import drawn

WIDTHS = {"wide": 1280, "phone": 390}


def shoot_page(browser: Browser, page: Path, folder: Path) -> list[Path]:
    """Five looks at the page: two widths in light and dark, and what the printer gives."""
    shots = []
    for size, width in WIDTHS.items():
        for dark in (False, True):
            browser.open(page, width=width, dark=dark)
            shot = folder / f"{page.stem}-{size}-{'dark' if dark else 'light'}.png"
            shot.write_bytes(browser.picture())
            shots.append(shot)
    browser.open(page)
    pdf = page.with_name(f"{page.stem}-print.pdf")
    pdf.write_bytes(browser.printed())
    return [*shots, *drawn(pdf, folder, last=6)]
