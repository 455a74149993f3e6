"""One line on stderr that says what is being done and to how many rows, gone as soon as there is an answer.

Only on a terminal: a log of cron's and a file that stderr goes to have none of it. No escape code and no bar: any
code page and any console shows it.
"""

import shutil
import sys

import click

from relsheet.texts import Texts

_shown: list[str] = []  # the line that stands there now, if any


def show_step(texts: Texts, step: str, **values: object) -> None:
    """The line of that step in the place of the one before; ``step`` is a key of the texts after "step."."""
    if sys.stderr.isatty():
        # The last cell stays free, since some terminals wrap there; a Chinese character takes two.
        most = shutil.get_terminal_size().columns - 1
        line = texts(f"step.{step}", **values)
        while len(line) + sum(letter >= "\u1100" for letter in line) > most:
            line = line[:-1]
        end_steps()
        click.echo(line, nl=False, err=True)
        _shown.append(line)


def end_steps() -> None:
    """Wipe the line, if there is one, for what is to be said now."""
    if _shown:
        _shown.clear()
        blank = " " * (shutil.get_terminal_size().columns - 1)
        click.echo(f"\r{blank}\r", nl=False, err=True)
