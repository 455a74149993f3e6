"""``demo``: the same three workbooks every time, made and scored."""

from collections.abc import Iterator
from pathlib import Path

from relsheet.api.options import Options
from relsheet.api.score import Outcome, score


def demo(folder: Path) -> Iterator[Outcome]:
    """One outcome a workbook, as it is made and scored as of the demo's own moment, in this computer's zone."""
    from relsheet.demo import DEMO_AS_OF, make_demo  # costs every other command a tenth of its imports

    moment = DEMO_AS_OF.replace(tzinfo=None).isoformat()
    for path in make_demo(folder):
        yield score(str(path), DEMO_AS_OF.astimezone(), Options(as_of=moment))
