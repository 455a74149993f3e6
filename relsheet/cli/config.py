"""``relsheet config show|schema``: every setting with its value and where it came from; the JSON Schema for editors."""

import json

import click

from relsheet.cli.options import Common, common_options


@click.group("config")
def config_command() -> None:
    """Show every setting with its value and where it came from, or the JSON Schema of relsheet.toml for editors."""


@config_command.command("show")
@click.argument("section", required=False)
@click.option("--for", "source", default="", metavar="WORKBOOK", help="Settings in force for this workbook.")
@common_options
def show_command(section: str | None, source: str, common: Common) -> None:
    """List every setting, its value, and where it came from; SECTION (abc, sla, ...) shows only that one."""
    from relsheet import api

    for line in api.config_lines(source, common.for_source(), section):
        click.echo(line)


@config_command.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of relsheet.toml, for editors that check while one types."""
    from relsheet import api

    click.echo(json.dumps(api.config_schema(), ensure_ascii=False, indent=2))
