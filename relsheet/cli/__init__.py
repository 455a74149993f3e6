"""The commands: parse, call ``relsheet.api``, print, exit code. The only place that reads the clock.

Everything heavy is imported inside the commands, and the help is made from the table below, so that ``relsheet --help``
costs hardly more than importing click (benchmarks/README.md).
"""

import atexit
import codecs
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import click

from relsheet import __version__

#: Command -> its line in the help, in the order of the help; the command itself is ``relsheet.cli.<name>``.
COMMANDS = {
    "score": "Compute every result and write it beside your rows.",
    "check": "Say what is wrong with the data, cell by cell.",
    "explain": "Show how one customer's results came about.",
    "monday": "List what to talk about in the meeting, per person.",
    "actions": "List what to do: table, CSV, JSON, calendar, Markdown.",
    "brief": "Show all to know before meeting a customer, on one page.",
    "report": "Make one HTML page of the Summary and all customers.",
    "due": "Tell a deadline in working time.",
    "undo": "Put the workbook back as it was before the last run.",
    "remove": "Take relsheet's columns, tabs and names out again.",
    "init": "Make a blank workbook, or map the one you have.",
    "sync": "Score all jobs of relsheet.toml, unattended.",
    "schedule": "Print what makes a computer sync by itself.",
    "watch": "Score a workbook again whenever it was saved.",
    "demo": "Make realistic workbooks and score them.",
    "doctor": "Check what works here, and how to mend what doesn't.",
    "google": "Set up the access to Google Sheets, step by step.",
    "config": "Show every setting, or the schema of relsheet.toml.",
}


class Commands(click.Group):
    """The commands by name; a workbook dropped on relsheet is scored, and relsheet alone asks for one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command = getattr(import_module(f"relsheet.cli.{cmd_name}"), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and sys.stdin.isatty():
            args = ["score", asked_for_file()]
        elif args and args[0] not in COMMANDS and is_file(args[0]):
            args = ["score", *args]
        return super().parse_args(ctx, args)


def is_file(argument: str) -> bool:
    """Whether the argument is a file that somebody dropped on relsheet rather than an option or a typing mistake."""
    from pathlib import Path

    return not argument.startswith("-") and Path(argument).is_file()


def asked_for_file() -> str:
    """The workbook that the user names; a file dragged into the window arrives in quotes."""
    answer = str(click.prompt("Which workbook? / 请输入或拖入表格文件", err=True))
    return answer.strip().strip("'\"").replace("\\ ", " ")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="relsheet")
def commands() -> None:
    """Tiers, ABC classes, complaint deadlines and next steps in the CRM spreadsheet you keep.

    relsheet score crm.xlsx reads the workbook, computes, and writes its own coloured columns and a Summary
    tab beside your data; nothing of yours is changed, and a backup is kept.
    """


def main() -> None:
    """Run the command line and end with its exit code (errors.ExitCode)."""
    codecs.register_error("relsheet", escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a code page (cp1252, GBK) lacks is no reason to fail
            stream.reconfigure(errors="relsheet")
    if sys.platform == "win32" and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # what is piped on is UTF-8, whatever the code page says
    try:
        commands.main(standalone_mode=False)
    except click.ClickException as err:
        err.show()
        leave(err.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        leave(130)
    except SystemExit as done:
        if not isinstance(done.code, int):
            raise
        leave(done.code)  # within the handler, since the exception keeps alive what the command worked with


def escaped(err: UnicodeError) -> tuple[str, int]:
    """What an encoding lacks, as JSON writes it, so that a JSON answer stays one."""
    if not isinstance(err, UnicodeEncodeError):
        raise err
    letters = err.object[err.start : err.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{letters[at : at + 2].hex()}" for at in range(0, len(letters), 2)), err.end


def leave(code: int) -> NoReturn:
    """End the process with all said and written, but without taking down what it holds in memory: that takes 0.3 s
    where 200,000 visits were read. Nor is a reading waited for that nobody needs any more."""
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody listens any more: Python ends as it does then
        sys.exit(code)
    os._exit(code)
