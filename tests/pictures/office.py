"""Tabs of workbooks as pictures: LibreOffice prints them, pdftoppm draws the pages."""

import json
import os
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BRIDGE = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("bridge.py")
#: Stand-ins as wide as the fonts that the users' workbooks name, where there are any.
FONTS = Path(__file__).with_name("fonts.conf")
DOTS = 96  # an inch: as on a screen


@dataclass(frozen=True, slots=True)
class Shot:
    """One tab of a workbook. ``rows`` 0: as it is printed; else that many rows as on the screen, with the columns
    ``hide`` (from, to, counted from 0) scrolled away."""

    book: Path
    tab: str
    name: str
    rows: int = 0
    hide: tuple[int, int] = (0, 0)
    grid: bool = True


def shoot(shots: Sequence[Shot], folder: Path) -> list[Path]:
    """The pictures in the order of the shots; a tab that is printed on several pages gives one for each."""
    with tempfile.TemporaryDirectory() as scratch:
        orders = [
            {
                "book": shot.book.resolve().as_uri(),
                "tab": shot.tab,
                "rows": shot.rows,
                "hide": shot.hide,
                "grid": shot.grid,
                "pdf": Path(scratch, f"{shot.name}.pdf").as_uri(),
            }
            for shot in shots
        ]
        told = Path(scratch, "orders.json")
        told.write_text(json.dumps(orders), encoding="utf-8")
        _steer(told, Path(scratch, "profile"))
        return [page for shot in shots for page in drawn(Path(scratch, f"{shot.name}.pdf"), folder)]


def drawn(pdf: Path, folder: Path, last: int = 9) -> list[Path]:
    """The first pages of a PDF as PNG files: name-1.png, name-2.png ..."""
    for old in folder.glob(f"{pdf.stem}-[0-9]*.png"):
        old.unlink()
    call = ["pdftoppm", "-q", "-png", "-r", str(DOTS), "-l", str(last), str(pdf), str(folder / pdf.stem)]
    subprocess.run(call, check=True)
    return sorted(folder.glob(f"{pdf.stem}-[0-9]*.png"))


def _steer(orders: Path, profile: Path) -> None:
    """Runs the script against an office of its own."""
    pipe = f"relsheet{uuid.uuid4().hex}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        start_new_session=True,  # soffice is a script: the office itself is its child, and has to go with it
    )
    try:
        subprocess.run([BRIDGE, str(SCRIPT), pipe, str(orders)], check=True, timeout=600)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
