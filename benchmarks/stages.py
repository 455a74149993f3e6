"""Measures single stages of a run: python benchmarks/stages.py [--rounds 3] [--million] [--growth].

Reading, scoring, the Summary, writing and the proof, each in CPU seconds as a ratio to the bare read of the same
workbook in the same round. --million reads a visits tab of a million rows and sets the write beside it against that
beside 200,000; --growth scores books of 1,000, 10,000 and 100,000 customers with all else growing along (some minutes,
3 GB).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
GROWTH = (1_000, 10_000, 100_000)
NO_MODELS: tuple[str, ...] = ()
ALL_MODELS = ("--all-models", "--no-write")
#: A run's stages in CPU seconds, with "bare" for the read of the same workbook; "memory" in MiB.
Round = dict[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    what: str
    figure: float
    limit: float | None
    unit: str = "×"

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{self.limit:g} {self.unit}"
        mark = " **missed**" if self.limit is not None and self.figure > self.limit else ""
        return f"| {self.what} | {self.figure:.2f} {self.unit} | {limit}{mark} |"


def make(folder: Path, *wishes: str) -> Path:
    """A workbook, made in a process of its own."""
    path = folder / f"crm{'-'.join(wishes)}.xlsx"
    subprocess.run([sys.executable, str(HERE / "make_workbook.py"), str(path), *wishes], check=True)
    return path


def bare_read(workbook: Path) -> float:
    """The CPU seconds of reading every cell and nothing else."""
    child = subprocess.Popen(
        [sys.executable, str(HERE / "contenders" / "calamine_read.py"), str(workbook)], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{workbook}: the bare read failed")
    return usage.ru_utime + usage.ru_stime


def stages(workbook: Path, asked: Sequence[str]) -> Round:
    """One round: the bare read, then our stages, on a copy."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(workbook, Path(folder) / "crm.xlsx")
        bare = bare_read(workbook)
        env = os.environ | {"RELSHEET_STATE_DIR": str(Path(folder) / "state")}
        command = [sys.executable, str(HERE / "contenders" / "one_run.py"), str(copy), *asked]
        told = subprocess.run(command, check=True, env=env, capture_output=True, text=True).stdout
    found: Round = {"bare": bare} | json.loads(told)
    print(f"{workbook.name} {' '.join(asked)}: {found}", file=sys.stderr)
    return found


def rounds_of(workbook: Path, rounds: int, asked: Sequence[str] = NO_MODELS) -> list[Round]:
    """Several rounds of the same."""
    return [stages(workbook, asked) for _ in range(rounds)]


def ratio(found: Sequence[Round], stage: str) -> float:
    """A stage against the bare read, taken within each round."""
    return median(each[stage] / each["bare"] for each in found)


def usual_lines(folder: Path, rounds: int) -> Iterator[Line]:
    """What is held on the workbook of the whole run, and on that with registers."""
    plain = rounds_of(make(folder), rounds)
    yield Line("reading into records ÷ bare read", ratio(plain, "read"), 1.5)
    yield Line("writing, proof and pages included ÷ bare read", ratio(plain, "write"), 0.5)
    yield Line("the proof ÷ bare read", ratio(plain, "proof"), 0.2)
    yield Line("memory that writing adds to reading", max(each["memory"] for each in plain), 150, "MiB")
    yield Line("the Summary ÷ bare read", ratio(plain, "summary"), 0.1)
    yield Line("scoring ÷ bare read, without registers", ratio(plain, "score"), None)
    registers = make(folder, "--registers")
    asked = rounds_of(registers, rounds, ("--no-write",))
    yield Line("scoring, usual columns ÷ bare read, with registers", ratio(asked, "score"), 0.4)
    every = rounds_of(registers, rounds, ALL_MODELS)
    yield Line("scoring, all models ÷ bare read, with registers", ratio(every, "score"), 1.0)


def million_line(folder: Path, rounds: int) -> Iterator[Line]:
    """Writing beside a long tab that is none of its business."""
    few, many = make(folder), make(folder, "--visits", "1000000")
    pairs = [(stages(few, NO_MODELS), stages(many, NO_MODELS)) for _ in range(rounds)]
    slower = median(long["write"] / short["write"] for short, long in pairs)
    yield Line("writing beside 1,000,000 visits ÷ beside 200,000", slower, 1.5)
    yield Line("reading 1,000,000 visits into records ÷ bare read", ratio([long for _, long in pairs], "read"), 1.5)


def growth_lines(folder: Path, rounds: int) -> Iterator[Line]:
    """Scoring as the book grows: microseconds a customer, and what they are at the end against the beginning."""
    for name, asked in (("usual columns", ("--no-write",)), ("all models", ALL_MODELS)):
        each: list[float] = []
        for customers in GROWTH:
            found = rounds_of(make(folder, "--customers", str(customers)), rounds, asked)
            each.append(median(one["score"] for one in found) / customers * 1e6)
            yield Line(f"scoring, {name}, {customers:,} customers, each", each[-1], None, "µs")
            yield Line(f"scoring, {name}, {customers:,} customers ÷ bare read", ratio(found, "score"), None)
        yield Line(f"scoring, {name}: a customer among 100,000 ÷ among 10,000", each[2] / each[1], 1.3)


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--rounds", type=int, default=3)
    asks.add_argument("--million", action="store_true", help="only the write beside a million visits")
    asks.add_argument("--growth", action="store_true", help="only the scoring of growing books")
    given = asks.parse_args()
    lines = growth_lines if given.growth else million_line if given.million else usual_lines
    with tempfile.TemporaryDirectory() as folder:
        found = list(lines(Path(folder), given.rounds))
    print("\n".join(("| what | figure | limit |", "|---|---|---|", *map(str, found))))


if __name__ == "__main__":
    main()
