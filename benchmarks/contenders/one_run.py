"""One run stage by stage, in one process: python one_run.py FILE [--all-models] [--no-write]; prints a JSON object.

CPU seconds, of all threads: on a machine that does other things too, these are what our code costs.
"""

import argparse
import gc
import json
import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time
from typing import TypeVar
from unittest.mock import patch

from relsheet.api.options import Options
from relsheet.api.session import open_session
from relsheet.opc.verify import prove
from relsheet.pages.digest import digest_of
from relsheet.pages.summary import summary
from relsheet.render.edits import edits_for
from relsheet.render.layout import canvas_of
from relsheet.rules.boards import BOARDS
from relsheet.rules.columns import CUSTOMER_COLUMNS, WHY
from relsheet.rules.score import assess
from relsheet.sheets.drawing import draw

AS_OF = "2026-11-20 09:00"
MIB = 1024 if sys.platform != "darwin" else 1024 * 1024  # ru_maxrss counts KiB on Linux, bytes on macOS
R = TypeVar("R")
seconds: dict[str, float] = {}


def timed(stage: str, work: Callable[..., R]) -> Callable[..., R]:
    """The same function; what it takes is added to the stage."""

    def run(*given: object) -> R:
        begun = process_time()
        result = work(*given)
        seconds[stage] = seconds.get(stage, 0.0) + process_time() - begun
        return result

    return run


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def everything() -> tuple[str, ...]:
    """The settings that switch all columns and all blocks of the Summary on."""
    lists = {"columns.customers": (*CUSTOMER_COLUMNS, WHY), "summary.blocks": tuple(BOARDS)}
    return tuple(f"{key}={json.dumps(names)}" for key, names in lists.items())


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("file")
    asks.add_argument("--all-models", action="store_true", help="every column and every block of the Summary")
    asks.add_argument("--no-write", action="store_true", help="only read and score")
    given = asks.parse_args()
    gc.disable()  # as the command line does
    options = Options(as_of=AS_OF, settings=everything() if given.all_models else ())
    session = timed("read", open_session)(given.file, datetime.now(UTC), options)
    found = timed("score", assess)(session.book, session.policy, session.as_of, session.texts)
    page = timed("summary", summary)(found, session.texts)
    timed("summary", lambda: draw(canvas_of(page, session.texts), page.title))()
    facts = {"customers": len(found.cases), "visits": len(session.book.visits)}
    if not given.no_write:
        edits = edits_for(found, session.workbook, session.texts, digest_of(found, page), page)
        before = peak()
        with patch("relsheet.sheets.xlsx.prove", timed("proof", prove)):
            timed("write", session.backend.write)(session.workbook, edits)
        facts["memory"] = round(peak() - before)
    print(json.dumps(seconds | facts))


if __name__ == "__main__":
    main()
