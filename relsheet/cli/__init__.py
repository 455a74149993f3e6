"""The commands: parse, call ``relsheet.api``, print, exit code. The only place that reads the clock.

Everything heavy is imported inside the commands, so that ``relsheet --help`` costs hardly more than importing click.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from relsheet import __version__

#: Command -> its module in this package; the order is that of the help.
COMMANDS = {
    "score": "score",
    "check": "check",
    "explain": "explain",
    "due": "due",
    "undo": "undo",
    "remove": "remove",
    "demo": "demo",
    "config": "config",
}


class Commands(click.Group):
    """The commands by name; a workbook dropped on relsheet is scored, and relsheet alone asks for one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"relsheet.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and sys.stdin.isatty():
            args = ["score", asked_for_file()]
        elif args and args[0] not in COMMANDS and not args[0].startswith("-") and Path(args[0]).is_file():
            args = ["score", *args]
        return super().parse_args(ctx, args)


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
    """Run the command line and end with the exit code of 1-product.md."""
    if not sys.stdout.isatty() and os.name == "nt":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream, whatever Windows' code page
    try:
        commands.main(standalone_mode=False)
    except click.ClickException as err:
        err.show()
        sys.exit(err.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        sys.exit(130)
