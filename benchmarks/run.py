"""Measures relsheet against its neighbours: python benchmarks/run.py [--rounds 5] [--slow-rounds 1] [--registers].

Every contender is a process of its own on a fresh copy of the workbook, one after the other within a round, so that a
busy machine slows all of a round alike; ratios are taken within the round. The table goes to the terminal and, with
--keep, between the markers of benchmarks/README.md. Peak memory is the process's own (wait4); Linux and macOS only.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
README = HERE / "README.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
KIB_PER_MIB = 1024
MAXRSS_UNIT = 1 if sys.platform != "darwin" else 1024  # ru_maxrss counts KiB on Linux, bytes on macOS


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    peak_mib: float


@dataclass(slots=True)
class Contender:
    """One line of the table. ``against`` is the line that its ratio is taken to."""

    name: str
    command: list[str]
    against: str
    slow: bool = False
    needs: str | None = None  # a module that may not be installed
    runs: list[Run] = field(default_factory=list)


def contenders() -> list[Contender]:
    """All lines, in the order in which a round runs them."""
    python, scripts = sys.executable, HERE / "contenders"
    score = [python, "-m", "relsheet", "score", "{file}", "--yes", "--quiet", "--as-of", "2026-11-20 09:00"]
    read, click = "python-calamine, bare read", 'python -c "import click"'
    return [
        Contender(read, [python, str(scripts / "calamine_read.py"), "{file}"], read),
        Contender("relsheet score", score, read),
        Contender(
            "pandas script", [python, str(scripts / "pandas_script.py"), "{file}"], read, slow=True, needs="pandas"
        ),
        Contender("openpyxl load + save", [python, str(scripts / "openpyxl_load_save.py"), "{file}"], read, slow=True),
        Contender(click, [python, "-c", "import click"], click),
        Contender("relsheet --help", [python, "-m", "relsheet", "--help"], click),
    ]


def measure(command: list[str], scratch: Path) -> Run:
    """Wall time and peak memory of one process; its failure ends the benchmark, with what it said."""
    heard = scratch / "output.txt"
    # Backups and history of the measured runs stay in the scratch folder.
    env = os.environ | {"XDG_STATE_HOME": str(scratch / "state"), "HOME": str(scratch)}
    with heard.open("w") as output:
        started = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {child.returncode}\n{heard.read_text()[-2000:]}")
    return Run(seconds, usage.ru_maxrss / MAXRSS_UNIT / KIB_PER_MIB)


def play(lines: list[Contender], workbook: Path, rounds: int, slow_rounds: int) -> None:
    """Runs every contender once a round; the slow ones only in the first rounds."""
    for number in range(rounds):
        for line in lines:
            if line.slow and number >= slow_rounds:
                continue
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(shutil.copy(workbook, Path(folder) / "crm.xlsx"))
                run = measure([part.format(file=copy) for part in line.command], Path(folder))
            line.runs.append(run)
            print(f"round {number + 1}: {line.name}: {run.seconds:.2f} s, {run.peak_mib:.0f} MiB", file=sys.stderr)


def table(lines: list[Contender]) -> str:
    """The results as a Markdown table."""
    by_name = {line.name: line for line in lines}
    rows = ["| what | median time | ratio | peak memory | runs |", "|---|---|---|---|---|"]
    for line in lines:
        if not line.runs:
            rows.append(f"| {line.name} | not measured: {line.needs} is not installed | | | 0 |")
            continue
        # zip ends with the shorter list: a slow line is compared with the rounds in which it ran.
        ratio = median(
            run.seconds / base.seconds for run, base in zip(line.runs, by_name[line.against].runs, strict=False)
        )
        seconds, peak = median(run.seconds for run in line.runs), max(run.peak_mib for run in line.runs)
        rows.append(f"| {line.name} | {seconds:.2f} s | {ratio:.2f} × | {peak:.0f} MiB | {len(line.runs)} |")
    return "\n".join(rows)


def about(workbook: Path, given: argparse.Namespace) -> str:
    """What was measured, on what, with which versions."""
    more = ", 5,000 complaints, 100,000 orders" if given.registers else ""
    versions = ", ".join(f"{name} {_version(name)}" for name in ("python-calamine", "openpyxl", "pandas", "xlsxwriter"))
    size = workbook.stat().st_size / 2**20
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return (
        f"10,000 customers × 20 columns, {given.visits:,} visits × 10 columns{more}; {size:.1f} MiB. "
        f"{machine}, {versions}. "
        "The first four ratios are to the bare read, the last two to importing click."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(absent)"


def keep(text: str) -> None:
    """Puts the text between the markers of the README."""
    page = README.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    asks = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asks.add_argument("--rounds", type=int, default=5)
    asks.add_argument("--slow-rounds", type=int, default=1, help="rounds in which pandas and openpyxl run, too")
    asks.add_argument("--visits", type=int, default=200_000)
    asks.add_argument("--registers", action="store_true", help="with 5,000 complaints and 100,000 orders")
    asks.add_argument("--keep", action="store_true", help="write the table into benchmarks/README.md")
    given = asks.parse_args()
    lines = contenders()
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "crm.xlsx"
        # In a process of its own: a child's peak memory begins with what its parent holds when it is forked.
        wishes = ["--visits", str(given.visits), *(["--registers"] if given.registers else [])]
        subprocess.run([sys.executable, str(HERE / "make_workbook.py"), str(workbook), *wishes], check=True)
        ready = [line for line in lines if line.needs is None or find_spec(line.needs)]
        play(ready, workbook, given.rounds, given.slow_rounds)
        text = f"{table(lines)}\n\n{about(workbook, given)}"
    print(text)
    if given.keep:
        keep(text)


if __name__ == "__main__":
    main()
