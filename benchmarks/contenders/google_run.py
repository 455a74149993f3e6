"""One run on a Google Sheet: python google_run.py gsheet:ID AS_OF [--keep FILE]; prints a JSON object.

``read`` and ``write`` are the CPU seconds of the backend, in all threads, with its HTTP, unpacking and parsing; the
server is another process. Python's imports and the key that is taken apart once a process come before. --keep puts the
answers into a file, one a line, for google_parse.py.
"""

import argparse
import gc
import json
import resource
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

from relsheet.api.options import Options
from relsheet.api.score import score
from relsheet.sheets.google_http import GoogleClient
from relsheet.sheets.gsheets import GoogleBackend

MIB = 1024 if sys.platform != "darwin" else 1024 * 1024  # ru_maxrss counts KiB on Linux, bytes on macOS
seconds = {"read": 0.0, "write": 0.0}
sizes: list[int] = []
answers: list[bytes] = []


def timed(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same method; what it takes is added to the stage."""

    def run(*given: Any) -> Any:
        begun = process_time()
        result = work(*given)
        seconds[stage] += process_time() - begun
        return result

    return run


def watched(request: Callable[..., Any], *, kept: bool) -> Callable[..., Any]:
    """The same method; the size of each answer is noted, and the answer itself where it is to be kept."""

    def run(*given: Any, **named: Any) -> Any:
        answer = request(*given, **named)
        sizes.append(len(answer.content))
        if kept:
            answers.append(answer.content)
        return answer

    return run


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("source")
    asks.add_argument("as_of")
    asks.add_argument("--keep", type=Path)
    given = asks.parse_args()
    gc.disable()  # as the command line does
    # Timed from outside, so that nothing in the package knows of it: hence the ignored assignments.
    with (
        patch.object(GoogleClient, "request", watched(GoogleClient.request, kept=given.keep is not None)),
        patch.object(GoogleBackend, "read", timed("read", GoogleBackend.read)),
        patch.object(GoogleBackend, "write", timed("write", GoogleBackend.write)),
    ):
        receipt = score(given.source, datetime.now(UTC), Options(as_of=given.as_of)).receipt
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    if given.keep:
        given.keep.write_bytes(b"\n".join(answers))
    facts = {"calls": len(sizes), "largest": max(sizes), "memory": peak, "written": receipt.written}
    print(json.dumps(seconds | facts))


if __name__ == "__main__":
    main()
