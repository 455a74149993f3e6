"""What one check of ``doctor`` found, and all of them as lines and as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from relsheet import __version__
from relsheet.errors import ExitCode, RelsheetError, Warn
from relsheet.render.measure import fitted, terminal_width
from relsheet.texts import Texts


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found. ``cure`` is "" where there is nothing to do; ``exit_code`` counts for faults alone."""

    name: str
    state: State
    text: str
    cure: str = ""
    exit_code: ExitCode = ExitCode.DONE


def exit_code_of(found: Iterable[Diagnosis]) -> ExitCode:
    """The highest code among the faults; DONE without any."""
    return max((one.exit_code for one in found if one.state is State.FAULT), default=ExitCode.DONE)


def fault(name: str, err: RelsheetError, texts: Texts) -> Diagnosis:
    """An error of ours as a diagnosis."""
    what = err.what(texts).strip()
    told = texts("error.placed", where=err.where, told=what) if err.where else what
    return Diagnosis(name, State.FAULT, told, err.fix(texts).strip(), err.exit_code)


def warned(name: str, warnings: Iterable[Warn], texts: Texts) -> Iterator[Diagnosis]:
    """Warnings as a Receipt carries them; their texts say the cure themselves."""
    for key, values in warnings:
        yield Diagnosis(name, State.WARNING, texts(key, **dict(values)))


def diagnosis_lines(found: Iterable[Diagnosis], texts: Texts) -> Iterator[str]:
    """One line a check, its cure below it."""
    shown = tuple(found)
    states = [texts(f"doctor.state.{one.state}") for one in shown]
    names = [texts(f"doctor.name.{one.name}") for one in shown]
    for one, state, name in zip(shown, aligned(states), aligned(names), strict=True):
        yield f"{state}  {name}  {' '.join(one.text.split())}"
        if one.cure:
            yield f"    → {' '.join(one.cure.split())}"


def aligned(words: Sequence[str]) -> list[str]:
    """The words, each as wide as the widest."""
    width = max(map(terminal_width, words), default=0)
    return [fitted(word, width) for word in words]


def diagnoses_json(found: Iterable[Diagnosis], source: str) -> str:
    """All checks as one JSON object."""
    checks = [asdict(one) for one in found]
    return json.dumps({"relsheet": __version__, "source": source, "checks": checks}, ensure_ascii=False, indent=1)
