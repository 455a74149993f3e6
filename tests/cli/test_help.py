"""Nobody should have to guess: every command and option says what it is, and the README knows them all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from relsheet.cli import COMMANDS, commands

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
CONTEXT = click.Context(commands)
LOADED_BY_HELP = """
import atexit, sys
ours = ("pydantic", "relsheet")
atexit.register(lambda: print(sorted(name for name in sys.modules if name.startswith(ours)), file=sys.stderr))
sys.argv = ["relsheet", "--help"]
from relsheet.cli import main
main()
"""


def command(name: str) -> click.Command:
    found = commands.get_command(CONTEXT, name)
    assert found is not None, name
    return found


def options() -> Iterator[tuple[str, click.Option]]:
    for name in COMMANDS:
        for parameter in command(name).params:
            if isinstance(parameter, click.Option):
                yield name, parameter


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_and_a_line_in_the_readme(name: str) -> None:
    assert command(name).help
    assert f"relsheet {name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_the_first_line_of_the_help_is_short(name: str) -> None:
    assert len(COMMANDS[name]) <= 60


@pytest.mark.parametrize(("name", "option"), list(options()), ids=lambda value: getattr(value, "name", value))
def test_every_option_has_help_and_an_environment_variable_and_stands_in_the_readme(
    name: str, option: click.Option
) -> None:
    assert option.help, option.name
    assert str(option.envvar).startswith("RELSHEET_"), option.name
    assert any(form in README for form in option.opts), f"{name} {option.opts}"


def test_relsheet_alone_prints_the_help_where_there_is_nobody_to_ask() -> None:
    call = [sys.executable, "-m", "relsheet"]
    told = subprocess.run(call, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert "Commands:" in told.stdout + told.stderr


def test_help_loads_neither_pydantic_nor_any_command() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED_BY_HELP], capture_output=True, text=True, check=True)
    assert told.stderr.strip() == "['relsheet', 'relsheet.cli']"


def test_an_option_can_come_from_the_environment(tmp_path: Path) -> None:
    environment = {**os.environ, "RELSHEET_LANG": "zh", "LC_ALL": "C"}
    call = [sys.executable, "-m", "relsheet", "score", str(tmp_path / "crm.xlsx")]
    told = subprocess.run(call, check=False, capture_output=True, encoding="utf-8", env=environment)
    assert told.returncode == 3
    assert "找不到" in told.stderr
