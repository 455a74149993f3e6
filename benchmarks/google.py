"""Measures runs on a Google Sheet of the local server: python benchmarks/google.py [--rounds 5].

10,000 customers of 20 columns and 50,000 visits of 10 columns: a first run, one on the next day, and several that find
nothing changed. Each is a process of its own, the server another. Time is CPU time, so the server's own does not count;
it is set against ``json.loads`` of the very same answers. About three minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
DAYS = ("2026-11-20 09:00", "2026-11-21 09:00")
LIMITS = {"calls": 4, "largest": 8_000_000, "memory": 300, "ratio": 1.5}
MORE_CALLS_AT_FIRST = 2


@contextmanager
def served(workbook: Path) -> Iterator[str]:
    """The workbook's name on a local server, to which the environment points meanwhile."""
    command = [sys.executable, "-u", "-m", "tests.sheets_server", "--port", "0", str(workbook)]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if line.startswith("export "):
                os.environ.update(pair.split("=", 1) for pair in line.split()[1:])
            if "/spreadsheets/d/" in line:
                yield f"gsheet:{line.rsplit('/', 2)[1]}"
                server.terminate()
                return
    raise SystemExit("the server did not start")


def run(source: str, day: str, folder: Path) -> dict[str, Any]:
    """One run, and the yardstick for it."""
    kept = folder / "answers"
    env = os.environ | {"RELSHEET_STATE_DIR": str(folder / "state")}
    command = [sys.executable, str(HERE / "contenders" / "google_run.py"), source, day]
    facts: dict[str, Any] = json.loads(_said(command, env))  # for the memory: kept answers would count
    if not facts["written"]:
        facts = json.loads(_said([*command, "--keep", str(kept)], env)) | {"memory": facts["memory"]}
        facts["parse"] = float(_said([sys.executable, str(HERE / "contenders" / "google_parse.py"), str(kept)], env))
        facts["ratio"] = facts["read"] / facts["parse"]
    return facts


def _said(command: list[str], env: dict[str, str]) -> str:
    return subprocess.run(command, check=True, env=env, capture_output=True, text=True).stdout


def line(what: str, facts: dict[str, Any], more_calls: int = 0) -> str:
    """One line of the table; a limit that is missed is marked."""
    limits = LIMITS | {"calls": LIMITS["calls"] + more_calls}
    missed = ", ".join(name for name, limit in limits.items() if name in facts and facts[name] > limit)
    ratio = f"{facts['ratio']:.2f} ×" if "ratio" in facts else ""
    size = f"{facts['largest'] / 1e6:.2f} MB | {facts['memory']:.0f} MiB"
    return (
        f"| {what} | {facts['calls']} | {size} | {facts['read']:.3f} s | {facts['write']:.3f} s | {ratio} | {missed} |"
    )


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--rounds", type=int, default=5)
    rounds = asks.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        workbook = Path(name) / "crm.xlsx"
        make = [sys.executable, str(HERE / "make_workbook.py"), str(workbook), "--visits", "50000"]
        subprocess.run(make, check=True)
        with served(workbook) as source:
            first, later, *same = [run(source, day, Path(name)) for day in (*DAYS, *[DAYS[1]] * rounds)]
    print("| run | calls | largest answer | peak memory | reading | writing | reading ÷ json.loads | missed |")
    print("|---|---|---|---|---|---|---|---|")
    print(line("first", first, MORE_CALLS_AT_FIRST))
    print(line("the next day", later))
    steady = {key: median(facts[key] for facts in same) for key in same[0]}
    print(line(f"nothing changed, median of {rounds}", steady))


if __name__ == "__main__":
    main()
