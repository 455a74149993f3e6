"""``relsheet init``: a blank workbook, or a relsheet.toml for the one you have."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import Common, common_options, spoken_language
from relsheet.texts import texts_in

if TYPE_CHECKING:
    from relsheet import api


@click.command("init")
@click.argument("file")
@common_options
def init_command(file: str, common: Common) -> None:
    """Make FILE, a blank CRM workbook with sample rows (--lang en or zh); or, for a workbook that exists, write a
    relsheet.toml beside it that says which tab and which header is what.

    Asks only what it cannot tell, and only on a terminal; with --no-input that stands in relsheet.toml as a comment.
    """
    from relsheet import api

    if is_new(file):
        language = spoken_language(common.language)
        made = api.new_workbook(Path(file), language)
        if not common.quiet:
            click.echo(texts_in(language)("init.made", path=made))
        return
    sketch = api.sketch(file, common.for_source())
    if common.may_ask:
        sketch = asked(sketch)
    written = api.write_sketch(sketch)
    if not common.quiet:
        tell(sketch, written)


def is_new(file: str) -> bool:
    """Whether FILE names a workbook to be made rather than a source."""
    return "://" not in file and not file.startswith("gsheet:") and not Path(file).exists()


def asked(sketch: "api.Sketch") -> "api.Sketch":
    """The sketch with every question put once; 0 leaves it open."""
    from relsheet import api

    put: set[str] = set()
    while question := next((found for found in sketch.questions() if found.about not in put), None):
        put.add(question.about)
        click.echo(f"\n{question.text}", err=True)
        for number, choice in enumerate(question.choices, 1):
            click.echo(f"  {number}  {choice.label}", err=True)
        click.echo(f"  0  {sketch.texts('init.none_of_these')}", err=True)
        numbers = click.IntRange(0, len(question.choices))
        answer = click.prompt(sketch.texts("init.which"), type=numbers, default=0, err=True)
        if answer:
            sketch = api.settled(sketch, question.choices[answer - 1])
    return sketch


def tell(sketch: "api.Sketch", written: Path) -> None:
    """What was written, what is left open, and what to do next."""
    texts, tabs = sketch.texts, [tab for tab in sketch.mapping.tabs if not tab.missing]
    click.echo(texts("init.written", path=written, tabs=len(tabs), fields=sum(len(tab.fields) for tab in tabs)))
    if sketch.open_points:
        click.echo(texts("init.open", count=sketch.open_points))
    click.echo(texts("init.next" if sketch.has_customers else "init.first", source=sketch.source, path=written))
