"""Models from other packages, found by the entry point group ``relsheet.rules``; one that fails is named and skipped.

Such a module registers columns, flags, terms and blocks as ours do, declares its ``Settings``, and brings its words
along as ``TEXTS = {"en": {...}, "zh": {...}}``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, Final, TypeVar

from relsheet.errors import Problem, Severity, problem
from relsheet.policy import Settings
from relsheet.rules.boards import BOARDS
from relsheet.rules.columns import CUSTOMER_COLUMNS, CustomerColumn, not_known
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.situation import FLAGS, TERMS
from relsheet.texts import LANGUAGES, add_texts

GROUP = "relsheet.rules"
#: Everything that a model can register in.
REGISTERS: Final[tuple[dict[str, Any], ...]] = (TERMS, FLAGS, COMPARISONS, CUSTOMER_COLUMNS, BOARDS)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PlugIns:
    """The modules that could be loaded, and what failed: plug-in -> the error, filled while the rules run."""

    modules: tuple[ModuleType, ...]
    not_loaded: Mapping[str, str]
    failed: dict[str, str]
    comparisons: frozenset[str]  # the flags of theirs that compare customers

    def problems(self) -> tuple[Problem, ...]:
        """One warning per plug-in that could not be loaded, or failed in the run that has just ended."""
        faults = {**self.not_loaded, **self.failed}
        self.failed.clear()
        return tuple(
            problem("plug-in", name, Severity.WARNING, name=name, error=error) for name, error in sorted(faults.items())
        )


def load_plug_ins(sections: frozenset[str]) -> PlugIns:
    """Every plug-in that is installed, in the order of their names; ``sections`` are those of the config taken."""
    modules: list[ModuleType] = []
    not_loaded: dict[str, str] = {}
    failed: dict[str, str] = {}
    ours = frozenset(COMPARISONS)
    for found in sorted(entry_points(group=GROUP), key=lambda found: (found.name, found.value)):
        before = [dict(register) for register in REGISTERS]
        try:
            modules.append(load(found, sections))
        except Exception as err:  # noqa: BLE001 (another's code may raise anything; the run goes on without it)
            not_loaded[found.name] = told(err)
            for register, own in zip(REGISTERS, before, strict=True):
                register.clear()
                register.update(own)
        else:
            guard(found.name, before, failed)
    return PlugIns(tuple(modules), not_loaded, failed, frozenset(COMPARISONS) - ours)


def load(found: EntryPoint, sections: frozenset[str]) -> ModuleType:
    """The module with its words made known; whatever is wrong with it is raised."""
    before = [set(register) for register in REGISTERS]
    module: ModuleType = found.load()
    taken = {kind.section for kind in settings_in(module)} & sections
    if taken:
        raise ValueError(f"[{min(taken)}] is a section of relsheet's own")
    words = getattr(module, "TEXTS", {})
    _, *named, columns, boards = (set(register) - own for register, own in zip(REGISTERS, before, strict=True))
    needed = {f"column.customers.{key}" for key in columns} | {f"board.{name}" for name in boards}
    needed |= {f"flag.{name}" for flags in named for name in flags}
    for language in LANGUAGES:
        if missing := sorted(needed - set(words.get(language, {}))):
            raise KeyError(f"TEXTS[{language!r}] lacks {', '.join(missing)}")
    add_texts(words)
    return module


def settings_in(module: ModuleType) -> Iterator[type[Settings]]:
    """The sections that a module declares."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Settings) and value is not Settings:
            yield value


def guard(name: str, before: list[dict[str, Any]], failed: dict[str, str]) -> None:
    """Put a net under each rule that this plug-in has brought: an error counts as "nothing known" and is told."""
    for register, own in zip(REGISTERS, before, strict=True):
        for key, rule in register.items():
            if own.get(key) is rule:
                continue
            if isinstance(rule, CustomerColumn):
                net = not_known(f"{name}: !")
                register[key] = replace(rule, read=guarded(rule.read, net, name, failed))
            else:
                nothing: Any = {} if register is COMPARISONS else None
                register[key] = guarded(rule, nothing, name, failed)


def guarded(rule: Callable[..., R], otherwise: R, name: str, failed: dict[str, str]) -> Callable[..., R]:
    """The rule, or ``otherwise`` where it raises."""

    def read(*inputs: Any) -> R:
        try:
            return rule(*inputs)
        except Exception as err:  # noqa: BLE001 (another's code may raise anything; the run goes on without it)
            failed.setdefault(name, told(err))
            return otherwise

    return read


def told(err: Exception) -> str:
    """An error in one line."""
    return " ".join(f"{type(err).__name__}: {err}".split())
