"""``relsheet due``: one deadline in working time, or the working time between two moments."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import Common, common_options, format_option, option, spoken_language
from relsheet.texts import texts_in

if TYPE_CHECKING:
    from relsheet import api


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed: one line, the JSON object, and what stands behind it."""

    text: str
    fields: Mapping[str, object]
    days: tuple[str, ...]
    provisional_after: date | None


@click.command("due")
@click.argument("start")
@click.argument("target", required=False)
@option("--until", "end", metavar="END", help="Tell the working time between START and END instead.")
@option("--explain", is_flag=True, help="List, day by day, which hours counted and which did not.")
@format_option
@common_options
def due_command(start: str, target: str | None, end: str | None, explain: bool, style: str, common: Common) -> None:
    """Tell when a TARGET counted from START is due: relsheet due "2026-09-30 17:00" 8wh.

    TARGET: ws, wm, wh are working seconds, minutes and hours; wd is the close of business of the n-th working
    day; h and d are hours and days by the clock.
    """
    if (target is None) == (end is None):
        raise click.UsageError("Give either a TARGET such as 8wh, or --until END.")
    options = replace(common.for_source(), language=spoken_language(common.language))
    answer = deadline(start, target, options) if target else span(start, end or "", options)
    if style == "json":
        fields = {**answer.fields, "days": answer.days} if explain else answer.fields
        click.echo(json.dumps(fields, ensure_ascii=False))
        return
    click.echo(answer.text)
    if answer.provisional_after:
        words = texts_in(spoken_language(common.language))
        click.echo(words("due.provisional", until=answer.provisional_after), err=True)
    for line in answer.days if explain else ():
        click.echo(line)


def deadline(start: str, target: str, options: "api.Options") -> Answer:
    """When that target is due."""
    from relsheet import api

    told = api.due(start, target, options)
    found = told.answer
    fields = {"due": found.due.isoformat(), "provisional": found.provisional, "target": str(found.target)}
    if found.sure_until:
        fields["sure_until"] = found.sure_until.isoformat()
    return Answer(f"{found.due:%Y-%m-%d %H:%M}", fields, told.days, found.sure_until if found.provisional else None)


def span(start: str, end: str, options: "api.Options") -> Answer:
    """The working time between two moments."""
    from relsheet import api

    told = api.until(start, end, options)
    found = told.answer
    fields: dict[str, object] = {"seconds": found.seconds, "text": told.text, "provisional": found.provisional}
    return Answer(told.text, fields, told.days, found.sure_until if found.provisional else None)
