"""``relsheet google setup``: from nothing to a Google Sheet that relsheet can read, each step tried before the next."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relsheet.cli.options import Common, common_options, spoken_language
from relsheet.errors import ExitCode, RelsheetError
from relsheet.texts import Texts, texts_in

if TYPE_CHECKING:
    from relsheet.api.google import Login, OpenedSheet

STEPS = range(1, 11)
#: Those that end with a key file in one's hands.
TO_THE_KEY = range(1, 8)


@click.group("google")
def google_command() -> None:
    """Set up the access to Google Sheets, step by step."""


@google_command.command("setup")
@click.argument("url", required=False)
@common_options
def setup_command(url: str | None, common: Common) -> None:
    """Ask for the key file and for the sheet's URL, and try each before going on; nothing is written.

    Where there is nobody to ask, both have to be given; else the ten steps of the set-up are printed (exit code 2).
    """
    texts = texts_in(spoken_language(common.language))
    if not common.may_ask and not (common.credentials and url):
        common.say(step_lines(texts, STEPS))
        raise SystemExit(ExitCode.USAGE)
    login = logged_in(common.credentials, common, texts)
    common.say(login_lines(login, texts))
    url, sheet = opened_sheet(url, login, common, texts)
    common.say(done_lines(url, sheet, login, texts))


def step_lines(texts: Texts, steps: range) -> list[str]:
    """The steps with their numbers, below a headline."""
    return [texts("google.steps"), *(f"{step:3}. {texts(f'google.step.{step}')}" for step in steps)]


def logged_in(given: Path | None, common: Common, texts: Texts) -> "Login":
    """The credentials in the file given, else in the one that the user names; asked again until it is a key."""
    from relsheet.api.google import key_file_in_force, log_in

    known = key_file_in_force()
    if given is None and known is None:
        common.say(step_lines(texts, TO_THE_KEY))
    while True:
        try:
            return log_in(given or asked_file(texts, known))
        except RelsheetError as err:
            if not common.may_ask:
                raise
            click.echo(err.sentence(texts), err=True)
            given = None


def asked_file(texts: Texts, known: Path | None) -> Path:
    """The file that the user names; one dragged into the window arrives in quotes or with escaped blanks."""
    answer = str(click.prompt(texts("google.ask_key"), default=known and str(known), err=True))
    return Path(answer.strip().strip("'\"").replace("\\ ", " ")).expanduser()


def login_lines(login: "Login", texts: Texts) -> list[str]:
    """Who relsheet is to Google, and with whom the sheet must be shared."""
    told = texts("google.share", name=login.address) if login.address else texts(f"google.{login.kind}")
    return [told, *(texts(key, **dict(values)) for key, values in login.warnings)]


def opened_sheet(url: str | None, login: "Login", common: Common, texts: Texts) -> tuple[str, "OpenedSheet"]:
    """The sheet, and the address it was opened by; asked again until Google lets us read it."""
    from relsheet.api.google import opened

    known = url
    while True:
        url = url or str(click.prompt(texts("google.ask_sheet"), default=known, err=True)).strip()
        try:
            return url, opened(url, login)
        except RelsheetError as err:
            if not common.may_ask:
                raise
            click.echo(err.sentence(texts), err=True)
            known, url = url, None


def done_lines(url: str, sheet: "OpenedSheet", login: "Login", texts: Texts) -> list[str]:
    """That it works, where to keep the key, and what to do next."""
    from relsheet.api.google import found_by_itself, usual_place

    lines = [texts("google.works", count=len(sheet.tabs), tabs=", ".join(sheet.tabs))]
    if not found_by_itself(login):
        lines.append(texts("google.keep", path=login.key_file, place=usual_place()))
    return [*lines, texts("google.next", url=url)]
