"""What can go wrong: a ``Problem`` is a fault in the user's data, a ``RelsheetError`` ends the run.

Both carry a code and values instead of sentences: the words stand in ``texts/`` (``problem.<code>.what`` and ``.fix``,
``error.<code>.what`` and ``.fix``), so that a user reads them in his own language.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from relsheet.texts import Language, Texts, texts_in

#: What a write warns of: a text key and the values of its placeholders.
Warn = tuple[str, tuple[tuple[str, object], ...]]


class Severity(StrEnum):
    """How much harm a problem does: an error loses a result, a warning may mislead, a note is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the user's data, at one place, with its cure. It never stops a run."""

    code: str
    where: str
    severity: Severity = Severity.ERROR
    values: tuple[tuple[str, object], ...] = ()

    def what(self, texts: Texts) -> str:
        """What is wrong, in one sentence, without the place."""
        return texts(f"problem.{self.code}.what", **dict(self.values))

    def fix(self, texts: Texts) -> str:
        """How the user mends it, in one sentence."""
        return texts(f"problem.{self.code}.fix", **dict(self.values))


def problem(code: str, where: object, severity: Severity = Severity.ERROR, /, **values: object) -> Problem:
    """A problem whose place is anything that prints as one (an Origin, a file name)."""
    return Problem(code, str(where), severity, tuple(values.items()))


class ExitCode(IntEnum):
    """The exit codes that scripts rely on (README.md, Commands)."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    NOT_WRITTEN = 4
    REMOTE = 5


class RelsheetError(Exception):
    """We cannot go on, and nothing has been written: where, what, and how to mend it."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, code: str, where: object = "", /, **values: object) -> None:
        super().__init__(code, str(where), values)
        self.code = code
        self.where = str(where)
        self.values = values
        self.language: Language | None = None  # that of the headers, where it is they that are not understood

    def what(self, texts: Texts) -> str:
        """What is wrong, in one sentence, without the place."""
        return texts(f"error.{self.code}.what", where=self.where, **self.values)

    def fix(self, texts: Texts) -> str:
        """How the user mends it, in one sentence."""
        return texts(f"error.{self.code}.fix", where=self.where, **self.values)

    def sentence(self, texts: Texts) -> str:
        """Place, fault and cure as a user reads them."""
        told = texts("error.sentence", what=self.what(texts), fix=self.fix(texts)).strip()
        return texts("error.placed", where=self.where, told=told) if self.where else told

    def __str__(self) -> str:
        return self.sentence(texts_in("en"))


class UsageError(RelsheetError):
    """The call does not make sense as it stands."""


class ConfigError(RelsheetError):
    """The configuration holds a wrong setting."""


class UnreadableInput(RelsheetError):
    """The source cannot be read, or is not understood."""

    exit_code = ExitCode.UNREADABLE


class NotWritten(RelsheetError):
    """The workbook was left as it was: open elsewhere, changed, protected, unwritable, or something would be lost."""

    exit_code = ExitCode.NOT_WRITTEN


class WouldLoseData(NotWritten):
    """The proof found that the new workbook lacks something of the user's."""


class RemoteFailure(RelsheetError):
    """Google, the credentials or a notification service did not do their part."""

    exit_code = ExitCode.REMOTE
