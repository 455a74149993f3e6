"""``init``: a blank workbook to begin with, or a relsheet.toml that says how an existing one is read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from relsheet.api.google_settings import key_file_of
from relsheet.api.mapping_toml import mapping_toml, quoted
from relsheet.api.options import Options
from relsheet.api.session import policy_for
from relsheet.discovery import CONFIG_NAME
from relsheet.errors import ConfigError, NotWritten, UsageError
from relsheet.intake.header_dictionary import usual_spelling
from relsheet.intake.mapping import Doubt, FoundMapping, FoundTab, SeenColumn, found_mapping
from relsheet.intake.spelling import language_of
from relsheet.records import Role
from relsheet.sheets.saving import save
from relsheet.sheets.sources import backend_for
from relsheet.sheets.workbook import Workbook
from relsheet.shipped import shipped_file
from relsheet.texts import Language, Texts, texts_in


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question, and the setting (KEY=VALUE) that it comes to."""

    label: str
    setting: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that could not be told for sure; ``about`` is its place in the workbook."""

    about: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """How the tabs and headers of a workbook would be read, and where the relsheet.toml goes that says so."""

    source: str
    target: Path
    workbook: Workbook
    mapping: FoundMapping
    options: Options
    texts: Texts

    def questions(self) -> Iterator[Question]:
        """What is unsure, the most important first."""
        return _questions(self)

    def toml(self) -> str:
        """The relsheet.toml; what is unsure stands there as a comment."""
        return mapping_toml(Path(self.source).name, self.mapping, self.texts)

    @property
    def has_customers(self) -> bool:
        """Whether a tab is known that lists customers: without one nothing can be scored."""
        return bool(self.mapping.of(Role.CUSTOMERS))

    @property
    def open_points(self) -> int:
        """How many things are left as comments."""
        return sum(1 for _ in self.questions()) + len(self.mapping.spare)


def new_workbook(path: Path, language: Language) -> Path:
    """A blank workbook of that language with its tabs, drop-downs and sample rows; NotWritten if it cannot be made."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError("new_suffix", path.name)
    if path.exists():
        raise NotWritten("already_there", path.name)
    return save(path, shipped_file(f"crm-{language}.xlsx", "sheet_templates").read_bytes()).path


def sketch(source: str, options: Options = Options()) -> Sketch:
    """What ``init`` would write for an existing source; ConfigError if there is a relsheet.toml beside it already."""
    target = (Path.cwd() if "://" in source or source.startswith("gsheet:") else Path(source).parent) / CONFIG_NAME
    if target.exists():
        raise ConfigError("config_exists", target)
    policy = policy_for(source, options)
    workbook = backend_for(source, None, options.password, key_file=key_file_of(policy)).read()
    mapping = found_mapping(workbook, policy)
    language = options.language or _language_of(mapping)
    return Sketch(source, target, workbook, mapping, options, texts_in(language))


def settled(asked: Sketch, choice: Choice) -> Sketch:
    """The sketch with that question answered; what follows from the answer is looked at anew."""
    options = replace(asked.options, settings=(*asked.options.settings, choice.setting))
    return replace(asked, options=options, mapping=found_mapping(asked.workbook, policy_for(asked.source, options)))


def write_sketch(asked: Sketch) -> Path:
    """The relsheet.toml, written; never over another one."""
    try:
        with asked.target.open("x", encoding="utf-8", newline="\n") as config:
            config.write(asked.toml())
    except FileExistsError as err:
        raise ConfigError("config_exists", asked.target) from err
    except OSError as err:
        raise NotWritten("config_not_written", asked.target, reason=err.strerror or str(err)) from err
    return asked.target


def _questions(asked: Sketch) -> Iterator[Question]:
    customers = [found for found in asked.mapping.tabs if found.role is Role.CUSTOMERS]
    if not customers:
        yield _which_tab(asked)
        return
    for found in customers:
        if found.missing:
            yield _which_name(found, asked.texts)
    for found in asked.mapping.tabs:
        for doubt in found.doubts:
            if doubt.column.can_be_named:
                yield _which_field(found, doubt, asked.texts)


def _which_tab(asked: Sketch) -> Question:
    choices = (Choice(tab, f"tabs.customers={quoted(tab)}") for tab in asked.mapping.all_tabs)
    return Question("customers", asked.texts("init.ask_tab", source=asked.source), tuple(choices))


def _which_name(found: FoundTab, texts: Texts) -> Question:
    columns = (*(doubt.column for doubt in found.doubts), *found.others)
    choices = (_named("name", found, column, _described(column)) for column in columns if column.can_be_named)
    return Question(f"{found.tab}!name", texts("init.ask_name", tab=found.tab), tuple(choices))


def _which_field(found: FoundTab, doubt: Doubt, texts: Texts) -> Question:
    header = doubt.column.header
    choices = (_named(name, found, doubt.column, usual_spelling(found.role, name, header)) for name in doubt.fields)
    text = texts("init.ask_field", cell=doubt.column.cell, column=_described(doubt.column))
    return Question(str(doubt.column.cell), text, tuple(choices))


def _named(field: str, found: FoundTab, column: SeenColumn, label: str) -> Choice:
    return Choice(label, f"headers.{found.role}.{field}={quoted(column.header)}")


def _described(column: SeenColumn) -> str:
    header = " ".join(column.header.split())
    return f"{header} ({', '.join(column.samples)})" if column.samples else header


def _language_of(mapping: FoundMapping) -> Language:
    """The language of most headers; of the tabs' names where no header is known."""
    words = [found.column.header for tab in mapping.tabs for found in tab.fields] or list(mapping.all_tabs)
    return language_of(words)
