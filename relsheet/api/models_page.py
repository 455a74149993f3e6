"""``docs/models.md``: every model with its input, rule, defaults, an example and its sources, out of code and config.

``python -m relsheet.api.models_page > docs/models.md`` writes it anew; a test fails when a model is missing in it.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from relsheet.api.defaults import section_lines
from relsheet.api.model_inputs import INPUTS
from relsheet.api.options import Options
from relsheet.api.score import draft
from relsheet.demo import DEMO_AS_OF, make_demo
from relsheet.policy import Settings
from relsheet.rules.assessment import Assessment
from relsheet.rules.boards import BOARDS
from relsheet.rules.columns import CUSTOMER_COLUMNS, WHY
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.conditions import Condition
from relsheet.rules.playbook import Play, built_in_plays, placeholders
from relsheet.rules.plug_ins import settings_in
from relsheet.rules.situation import FLAGS, TERMS, Comparison, FlagRule
from relsheet.texts import texts_in

HEAD = """\
# The models

Made by `python -m relsheet.api.models_page` out of the code, the config and the demo workbook: do not edit.

A **column** is written when `[columns] customers` names it (the usual ones are always), a **block** when
`[summary] blocks` names it. **Flags** show in `relsheet explain` and can be asked for in the playbook as `flag.<name>`;
`[flags] off` switches them off. A **play** is switched off with `off = true` under its name in a `[[play]]`. Missing
input gives "unknown" with what to enter, or silence: never an accusation. Every number below is a default that
`relsheet.toml` can change.
"""
#: Core columns are told with the rule that they show.
SHOWN_BY = {"abc": "abc", "tier": "tier", "complaint_sla": "sla", "next_action": "actions", "due": "actions"}
FROM_RULES = "relsheet.rules."
#: Models whose settings stand in a module of their own.
SETTINGS_OF = {"sla": "sla_settings", "actions": "action_settings", "tier": "tier_settings"}


@dataclass(frozen=True, slots=True)
class Model:
    """One module of rules/ with what it brings along."""

    name: str
    module: ModuleType
    columns: tuple[str, ...]
    flags: tuple[str, ...]
    terms: tuple[str, ...]
    blocks: tuple[str, ...]
    plays: tuple[str, ...]
    settings: tuple[type[Settings], ...]


def models() -> tuple[Model, ...]:
    """All models, in the order of the inputs' list."""
    return tuple(model_of(name) for name in INPUTS)


def model_of(name: str) -> Model:
    module = import_module(f"{FROM_RULES}{name}")
    columns = (key for key, column in CUSTOMER_COLUMNS.items() if home_of(key, column.read) == name)
    rules: Mapping[str, FlagRule | Comparison] = {**FLAGS, **COMPARISONS}
    flags = tuple(key for key, rule in rules.items() if rule.__module__ == module.__name__)
    terms = tuple(key for key, rule in TERMS.items() if rule.__module__ == module.__name__)
    own = {*terms, *(f"flag.{flag}" for flag in flags)}
    return Model(
        name=name,
        module=module,
        columns=tuple(columns),
        flags=flags,
        terms=terms,
        blocks=tuple(key for key, rule in BOARDS.items() if rule.__module__ == module.__name__),
        plays=tuple(play.name for play in built_in_plays() if own & asked_by(play)),
        settings=tuple(settings_declared(name)),
    )


def home_of(key: str, rule: object) -> str:
    """The model that a column belongs to."""
    return SHOWN_BY.get(key) or str(getattr(rule, "__module__", "")).removeprefix(FROM_RULES)


def settings_declared(name: str) -> Iterator[type[Settings]]:
    """The sections that belong to a model: those that its module declares, or the module beside it."""
    home = import_module(f"{FROM_RULES}{SETTINGS_OF.get(name, name)}")
    return (kind for kind in settings_in(home) if kind.__module__ == home.__name__)


def asked_by(play: Play) -> frozenset[str]:
    """Every field that a play's conditions and words name."""
    names = {name for words in (play.do, play.why) for text in (words or {}).values() for name in placeholders(text)}
    names |= {name for name in (play.by, play.weight) if name}
    waiting: list[Condition] = list(play.when)
    while waiting:
        condition = waiting.pop()
        if condition.field:
            names.add(condition.field)
        waiting += [*(condition.every or ()), *(condition.either or ())]
        waiting += [condition.negated] if condition.negated else []
    return frozenset(names)


def models_page() -> str:
    """The whole page."""
    shown = examples(scored_demo())
    return HEAD + "".join("\n" + "\n".join(section(model, shown)) + "\n" for model in models())


def section(model: Model, shown: Mapping[str, str]) -> Iterator[str]:
    """One model."""
    english, chinese = texts_in("en"), texts_in("zh")
    first, _, rest = inspect.cleandoc(model.module.__doc__ or "").partition("\n\n")
    yield f"## {model.name}"
    yield ""
    yield " ".join(first.split())
    yield from ("", " ".join(rest.split())) if rest else ()
    yield ""
    yield f"- **Input**: {INPUTS[model.name]}"
    for key in model.columns:
        label = f"{english(f'column.customers.{key}')} / {chinese(f'column.customers.{key}')}"
        yield f"- **Column** `{key}` ({label}): {rule_of(CUSTOMER_COLUMNS[key].read)}"
    for name in model.flags:
        rule = FLAGS.get(name) or COMPARISONS[name]
        yield f"- **Flag** `{name}` ({english(f'flag.{name}')} / {chinese(f'flag.{name}')}): {rule_of(rule)}"
    for name in model.blocks:
        yield f"- **Block** `{name}` ({english(f'board.{name}')} / {chinese(f'board.{name}')}): {rule_of(BOARDS[name])}"
    for name in model.plays:
        words = english(f"play.{name}.do") if english.has(f"play.{name}.do") else name
        yield f"- **Play** `{name}`: {words}"
    if model.terms:
        yield f"- **Conditions may ask**: {', '.join(f'`{name}`' for name in model.terms)}"
    for key in (*model.columns, *(f"flag.{name}" for name in model.flags), *model.blocks):
        if key in shown:
            yield f"- **Example** `{key}`: {shown[key]}"
    for kind in model.settings:
        yield from ("", "```toml", *section_lines(kind), "```")


def rule_of(rule: object) -> str:
    """The rule in the words of its docstring."""
    return " ".join(inspect.cleandoc(rule.__doc__ or "").split())


def scored_demo() -> Assessment:
    """The English demo workbook with every column and block."""
    columns = ", ".join(f'"{key}"' for key in CUSTOMER_COLUMNS)
    blocks = ", ".join(f'"{name}"' for name in BOARDS)
    settings = (f"columns.customers=[{columns}]", f"summary.blocks=[{blocks}]")
    with TemporaryDirectory() as folder:
        english = make_demo(Path(folder))[0]
        options = Options(settings=settings, language="en")
        return draft(str(english), DEMO_AS_OF, options).assessment


def examples(found: Assessment) -> dict[str, str]:
    """What the demo shows first of each column, flag and block."""
    shown: dict[str, str] = {}
    for case in found.cases:
        name = case.customer.name
        for key, finding in found.customer_findings[case.customer.key].items():
            if finding.value is not None and key != WHY:
                shown.setdefault(key, f"{name}: {finding.text}" + (f" – {finding.reason}" if finding.reason else ""))
        for flag, reason in case.flags.items():
            shown.setdefault(f"flag.{flag}", f"{name}: {reason}")
    for block, board in zip(BOARDS, found.boards, strict=False):
        if board.rows:
            shown.setdefault(block, " · ".join(str(each.value) for each in board.rows[0]))
    return shown


if __name__ == "__main__":
    sys.stdout.write(models_page())
