"""All models of ours. Importing this module makes their terms, flags and columns known; a new model is added here."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Final

from relsheet.policy import Settings
from relsheet.rules import (
    abc_year,
    basics,
    breadth,
    channels,
    complaint_boards,
    complaint_flags,
    conversion,
    cost,
    customer_type,
    duplicates,
    effort,
    entry_barrier,
    favour,
    fit,
    focus,
    further_terms,
    gap,
    gold,
    ladder,
    lessons,
    life,
    lock_in,
    loyalty,
    network,
    new_need,
    offer,
    opportunities,
    plan_report,
    plan_result,
    profile,
    promise_columns,
    purchasing,
    quadrant,
    rel_score,
    risk,
    rival,
    rival_gap,
    rival_scan,
    serve,
    signals,
    single_contact,
    stage,
    subject_terms,
    terms,
    tie,
    value_mode,
)
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.plug_ins import load_plug_ins, settings_in
from relsheet.rules.situation import FLAGS, TERMS, Term

MODELS: Final[tuple[ModuleType, ...]] = (
    terms,
    subject_terms,
    stage,
    life,
    network,
    single_contact,
    promise_columns,
    complaint_flags,
    lock_in,
    cost,
    fit,
    focus,
    signals,
    rival,
    gap,
    rival_gap,
    profile,
    risk,
    effort,
    tie,
    plan_report,
    value_mode,
    customer_type,
    breadth,
    offer,
    favour,
    lessons,
    purchasing,
    new_need,
    further_terms,
    conversion,
    abc_year,
    channels,
    complaint_boards,
    plan_result,
    entry_barrier,
    rival_scan,
    opportunities,
    basics,
    serve,
    rel_score,
    duplicates,
    ladder,
    quadrant,
    gold,
    loyalty,
)
#: How a condition names a flag: "flag.single_contact" holds yes or no.
FLAG_PREFIX = "flag."


def settings_of(models: Iterable[ModuleType]) -> tuple[type[Settings], ...]:
    """The sections of the config that these models declare, in their order, each once."""
    return tuple(dict.fromkeys(kind for model in models for kind in settings_in(model)))


#: Models from other packages; found when this module is loaded, after all of ours.
PLUG_INS: Final = load_plug_ins(frozenset(kind.section for kind in settings_of(MODELS)))


def model_settings() -> tuple[type[Settings], ...]:
    """The sections of the config that all models declare, those of plug-ins at the end."""
    return settings_of((*MODELS, *PLUG_INS.modules))


def all_terms() -> Mapping[str, Term]:
    """Every word of the playbook's language but the flags."""
    return TERMS


def known_names() -> tuple[str, ...]:
    """What a condition may ask: terms and flags."""
    return (*TERMS, *(f"{FLAG_PREFIX}{name}" for name in (*FLAGS, *COMPARISONS)))
