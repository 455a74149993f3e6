"""The conditions of the playbook: data in the config, made into functions once."""

import re
from collections.abc import Callable
from datetime import date, datetime
from difflib import get_close_matches
from math import inf
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from relsheet.rules.models import FLAG_PREFIX, all_terms, known_names
from relsheet.rules.situation import Answer, Situation, Term, day_of, reason_of

#: Yes, no, or None where the field is not recorded: a missing value makes no condition true but ``missing``.
Test = Callable[[Situation], bool | None]
Plain = str | bool | int | float
AGE = re.compile(r"^(\d+)d$")


class Condition(BaseModel):
    """One test of one field, or several conditions joined by ``all``, ``any`` or ``not``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    field: str | None = None
    equals: Plain | None = Field(default=None, alias="is")
    among: tuple[Plain, ...] | None = Field(default=None, alias="in")
    at_least: float | None = None
    at_most: float | None = None
    older_than: str | None = None  # "90d": a date longer ago than that
    missing: bool | None = None
    every: tuple["Condition", ...] | None = Field(default=None, alias="all")
    either: tuple["Condition", ...] | None = Field(default=None, alias="any")
    negated: "Condition | None" = Field(default=None, alias="not")

    @field_validator("field")
    @classmethod
    def field_is_known(cls, name: str | None) -> str | None:
        if name is not None:
            check_name(name, known_names())
        return name

    @field_validator("older_than")
    @classmethod
    def age_in_days(cls, written: str | None) -> str | None:
        if written is not None and not AGE.match(written):
            raise PydanticCustomError("age", "an age is a number of days, e.g. 90d")
        return written

    @model_validator(mode="after")
    def says_something(self) -> "Condition":
        tests = (self.equals, self.among, self.at_least, self.at_most, self.older_than, self.missing)
        joined = (self.every, self.either, self.negated)
        has_tests = any(part is not None for part in tests)
        if (self.field is not None) != has_tests or not (has_tests or any(part is not None for part in joined)):
            raise PydanticCustomError(
                "condition", "a condition is a field with a test (is, in, at_least, ...), or all, any, not"
            )
        return self


def check_name(name: str, known: Any) -> None:
    """Refuse a name that nothing answers to, with the nearest one that something does."""
    if name in known:
        return
    near = get_close_matches(name, list(known), n=1)
    if near:
        raise PydanticCustomError(
            "unknown_name", "unknown: {name}; did you mean {near}?", {"name": name, "near": near[0]}
        )
    raise PydanticCustomError("unknown_name", "unknown: {name}", {"name": name})


def compiled(condition: Condition) -> Test:
    """The condition as one function."""
    tests = [*tests_of_field(condition)]
    if condition.every is not None:
        tests.append(every([compiled(part) for part in condition.every]))
    if condition.either is not None:
        tests.append(either([compiled(part) for part in condition.either]))
    if condition.negated is not None:
        tests.append(negated(compiled(condition.negated)))
    return every(tests)


def tests_of_field(condition: Condition) -> list[Test]:
    """The tests of one field, which must all hold."""
    if condition.field is None:
        return []
    read = reader(condition.field)
    tests: list[Test] = []
    if condition.missing is not None:
        wanted = condition.missing
        tests.append(lambda at: (read(at) is None) is wanted)
    if condition.equals is not None:
        tests.append(one_of(read, frozenset({condition.equals})))
    if condition.among is not None:
        tests.append(one_of(read, frozenset(condition.among)))
    if condition.at_least is not None or condition.at_most is not None:
        tests.append(between(read, condition.at_least, condition.at_most))
    if condition.older_than is not None:
        tests.append(older(read, int(condition.older_than[:-1])))
    return tests


def reader(name: str) -> Term:
    """How a field's value is had; a flag's is whether it is raised."""
    if name.startswith(FLAG_PREFIX):
        flag = name.removeprefix(FLAG_PREFIX)
        return lambda at: reason_of(flag, at) is not None
    return all_terms()[name]


def one_of(read: Term, wanted: frozenset[Answer]) -> Test:
    def test(at: Situation) -> bool | None:
        value = read(at)
        return None if value is None else value in wanted

    return test


def between(read: Term, at_least: float | None, at_most: float | None) -> Test:
    low, high = -inf if at_least is None else at_least, inf if at_most is None else at_most

    def test(at: Situation) -> bool | None:
        value = read(at)
        return low <= value <= high if isinstance(value, (int, float)) else None

    return test


def older(read: Term, days: int) -> Test:
    def test(at: Situation) -> bool | None:
        value = read(at)
        day = day_of(value) if isinstance(value, (date, datetime)) else None
        return None if day is None else (at.run.today - day).days > days

    return test


def every(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def test(at: Situation) -> bool | None:
        answer: bool | None = True
        for part in tests:
            found = part(at)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    return test


def either(tests: list[Test]) -> Test:
    def test(at: Situation) -> bool | None:
        answer: bool | None = False
        for part in tests:
            found = part(at)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    return test


def negated(inner: Test) -> Test:
    def test(at: Situation) -> bool | None:
        found = inner(at)
        return None if found is None else not found

    return test
