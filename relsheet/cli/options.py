"""The options that commands share, each with its RELSHEET_... environment variable."""

import functools
import json
import locale
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from relsheet.cli.progress import end_steps, show_step
from relsheet.errors import RelsheetError
from relsheet.texts import Language, texts_in

if TYPE_CHECKING:
    from relsheet import api

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Common:
    """What every command that reads a source understands."""

    config: Path | None
    language: Language | None  # None: that of the headers
    settings: tuple[str, ...]  # KEY=VALUE
    credentials: Path | None
    verbose: bool
    quiet: bool
    no_input: bool

    @property
    def may_ask(self) -> bool:
        """Whether there is somebody to ask: questions only on a terminal."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()

    def terminal(self) -> "api.Terminal":
        """Where the answer is shown; colours only on a terminal, and never with NO_COLOR."""
        from relsheet import api

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return api.Terminal(shutil.get_terminal_size().columns, color=colour)

    def step(self, name: str, count: int) -> None:
        """Show on a terminal what is being done now, and to how many rows."""
        if not self.quiet:
            show_step(texts_in(spoken_language(self.language)), name, count=f"{count:,}")

    @staticmethod
    def say(lines: Iterable[str]) -> None:
        """Print the lines to stdout."""
        end_steps()
        click.echo("\n".join(lines))

    @staticmethod
    def say_pieces(pieces: Iterable[str]) -> None:
        """Print a long answer to stdout as it comes, and end its line."""
        sys.stdout.writelines(pieces)
        click.echo()

    def deliver(self, content: str | bytes, output: Path | None, source: str, suffix: str) -> None:
        """Print the content to stdout, or save it where -o says; ``suffix`` is how such a file's name ends."""
        from relsheet import api

        end_steps()
        if output is None:
            click.echo(content, nl=False)
            return
        api.save(content, output, source, suffix)
        if not self.quiet:
            click.echo(texts_in(spoken_language(self.language))("output.written", path=output), err=True)

    def for_source(
        self, as_of: str | None = None, output: Path | None = None, columns: str | None = None
    ) -> "api.Options":
        """These options as the API takes them."""
        from relsheet import api

        wanted = [f"columns.customers={columns.split(',')}"] if columns else []
        return api.Options(
            config=self.config,
            settings=(*self.settings, *wanted),
            language=self.language,
            as_of=as_of,
            output=output,
            step=self.step,
        )


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """A click option whose environment variable is RELSHEET_ and its long name."""
    long_name = next(name for name in names if name.startswith("--"))
    variable = "RELSHEET_" + long_name.split("/")[0].strip("-").replace("-", "_").upper()
    return click.option(*names, envvar=variable, **settings)


def common_options(command: F) -> Callable[..., Any]:
    """Add the common options to a command; it receives them as one ``Common``."""

    @functools.wraps(command)
    def gathered(*args: Any, **given: Any) -> Any:
        language, credentials = given.pop("lang"), given.pop("credentials")
        common = Common(
            config=given.pop("config"),
            language=None if language == "auto" else language,
            settings=(*given.pop("settings"), *_as_setting(credentials)),
            credentials=credentials,
            verbose=given.pop("verbose"),
            quiet=given.pop("quiet"),
            no_input=given.pop("no_input"),
        )
        try:
            with calls_shown() if common.verbose else nullcontext():
                return command(*args, common=common, **given)
        except RelsheetError as err:
            raise Stop(err, spoken_language(common.language or err.language)) from err

    wrapped: Callable[..., Any] = gathered
    for add in reversed(COMMON):
        wrapped = add(wrapped)
    return wrapped


COMMON: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
    option(
        "--config", type=click.Path(path_type=Path, dir_okay=False), help="Settings file to use besides the usual ones."
    ),
    option(
        "--lang",
        type=click.Choice(["auto", "en", "zh"]),
        default="auto",
        show_default=True,
        is_eager=True,
        help="Language of the results; auto: that of the headers.",
    ),
    option(
        "--set",
        "settings",
        multiple=True,
        metavar="KEY=VALUE",
        help="One setting for this run, e.g. abc.cuts=[0.7,0.9].",
    ),
    option(
        "--credentials",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Key file for Google Sheets.  [default: the one that is found]",
    ),
    option("-v", "--verbose", is_flag=True, help="Show each call to Google: how many, how large, how long."),
    option("-q", "--quiet", is_flag=True, is_eager=True, help="Say nothing but errors."),
    option("--no-input", is_flag=True, help="Never ask a question, even on a terminal."),
)


def style_option(styles: Sequence[str], told: str) -> Callable[[F], F]:
    """The option --format, of which the first style is the default."""
    return option("--format", "style", type=click.Choice(styles), default=styles[0], show_default=True, help=told)


format_option = style_option(("text", "json"), "What goes to stdout: text to read, or one JSON object.")


def _begun(context: click.Context, parameter: click.Parameter, source: str) -> str:
    """The source, read while what the command needs is being imported. Said before: whether to be quiet (eager)."""
    from relsheet import api

    if not context.params.get("quiet"):
        lang = context.params.get("lang")
        language = spoken_language(None if lang in (None, "auto") else lang)
        show_step(texts_in(language), "read", source=source.rpartition("/")[2])
    api.read_ahead(source)
    return source


source_argument = click.argument("source", callback=_begun)
owner_option = option("--owner", metavar="NAME", help="Only what this person is to do.")
output_option = option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it into this file."
)
as_of_option = option("--as-of", metavar="WHEN", help="Compute as of this date (its end) or moment instead of now.")


def _as_setting(credentials: Path | None) -> Iterable[str]:
    return [f"google.credentials={json.dumps(str(credentials.absolute()), ensure_ascii=False)}"] if credentials else []


@contextmanager
def calls_shown() -> Iterator[None]:
    """Meanwhile what relsheet logs goes to stderr: one line a call to Google."""
    import logging

    class OnStderr(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            end_steps()
            click.echo(record.getMessage(), err=True)

    log, handler = logging.getLogger("relsheet"), OnStderr()
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)


def the_clock() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def spoken_language(chosen: Language | None) -> Language:
    """The language for messages when no header has been read: the chosen one, else that of the system."""
    if chosen:
        return chosen
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), None)
    named = named or locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


class Stop(click.ClickException):
    """A RelsheetError as the command line tells it: the sentence on stderr, and the exit code of its kind."""

    def __init__(self, error: RelsheetError, language: Language) -> None:
        super().__init__(error.sentence(texts_in(language)))
        self.exit_code: int = error.exit_code  # type: ignore[misc]  # click declares one code per class

    def show(self, file: IO[Any] | None = None) -> None:
        end_steps()
        click.echo(self.message, file=file, err=file is None)
