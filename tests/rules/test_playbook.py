"""The playbook's language: conditions with three answers, faults named, words filled in."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from relsheet.rules.conditions import Condition, compiled
from relsheet.rules.models import known_names
from relsheet.rules.playbook import Play, PlaybookSettings, built_in_plays, placeholders, ready_plays
from relsheet.rules.situation import Situation
from relsheet.texts import texts_in
from tests.rules.given import ago, ahead, assessed, book, customer, situation_of, visit


def situation(**fields: Any) -> Situation:
    of = book(customer(**fields), visits=(visit(ago(3)),))
    return situation_of(assessed(of).cases[0])


NORTH, SOUTH = ({"field": "region", "is": name} for name in ("North", "South"))
BLANK = {"field": "industry", "is": "x"}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(NORTH, True, id="is"),
        pytest.param(SOUTH, False, id="is not"),
        pytest.param(BLANK, None, id="a blank is neither yes nor no"),
        pytest.param({"field": "industry", "missing": True}, True, id="missing"),
        pytest.param({"field": "region", "missing": True}, False, id="not missing"),
        pytest.param({"field": "region", "in": ["South", "North"]}, True, id="in"),
        pytest.param({"field": "days_silent", "at_least": 3}, True, id="at least, exactly"),
        pytest.param({"field": "days_silent", "at_least": 4}, False, id="at least, one more"),
        pytest.param({"field": "days_silent", "at_most": 3}, True, id="at most, exactly"),
        pytest.param({"field": "days_silent", "at_most": 2}, False, id="at most, one less"),
        pytest.param({"field": "days_silent", "at_least": 1, "at_most": 2}, False, id="both limits"),
        pytest.param({"field": "last_contact_day", "older_than": "2d"}, True, id="older than two days"),
        pytest.param({"field": "last_contact_day", "older_than": "3d"}, False, id="three days are not older than 3d"),
        pytest.param({"field": "share", "at_least": 0}, None, id="a number that is not known"),
        pytest.param({"not": BLANK}, None, id="not unknown is unknown"),
        pytest.param({"not": SOUTH}, True, id="not"),
        pytest.param({"all": [NORTH, BLANK]}, None, id="all"),
        pytest.param({"all": [SOUTH, BLANK]}, False, id="all, one no"),
        pytest.param({"any": [NORTH, BLANK]}, True, id="any"),
        pytest.param({"any": [SOUTH, BLANK]}, None, id="any, one blank"),
        pytest.param({"field": "flag.single_contact", "is": False}, True, id="a flag that is not raised"),
    ],
)
def test_conditions(condition: dict[str, Any], expected: bool | None) -> None:
    assert compiled(Condition.model_validate(condition))(situation(region="North")) is expected


@pytest.mark.parametrize(
    ("play", "told"),
    [
        pytest.param({"when": {"field": "days_silnt", "at_least": 3}}, "did you mean days_silent", id="a field"),
        pytest.param({"when": {"field": "flag.single_contct", "is": True}}, "flag.single_contact", id="a flag"),
        pytest.param({"when": {"field": "abc", "equals_to": "A"}}, "Extra inputs", id="a test"),
        pytest.param({"when": {"field": "abc"}}, "a field with a test", id="no test"),
        pytest.param({"when": {"is": "A"}}, "a field with a test", id="no field"),
        pytest.param({"when": []}, "at least 1", id="no condition"),
        pytest.param({"within": "5x"}, "5x", id="a span"),
        pytest.param({"by": "contact_duo"}, "contact_due", id="a date"),
        pytest.param({"do": "Call {custommer}"}, "customer", id="a placeholder"),
        pytest.param({"per": "customr"}, "'customer'", id="what it goes through"),
    ],
)
def test_faults_are_named(play: dict[str, Any], told: str) -> None:
    right = {"name": "mine", "when": {"field": "abc", "is": "A"}}
    Play.model_validate(right)
    with pytest.raises(ValidationError, match=told):
        Play.model_validate({**right, **play})


def test_every_built_in_play_has_its_words_in_both_languages() -> None:
    for language in ("en", "zh"):
        for ready in ready_plays(PlaybookSettings(), texts_in(language)):
            assert ready.do.template != ready.play.name
            assert ready.why.template
            assert {*placeholders(ready.do.template), *placeholders(ready.why.template)} <= {*known_names()}


def test_the_built_in_plays_come_in_the_order_of_urgency() -> None:
    names = [ready.play.name for ready in ready_plays(PlaybookSettings(), texts_in("en"))]
    assert len(names) == len(built_in_plays())
    wanted = ["reply_complaint", "late_promise", "own_plan_past", "complaint_due_soon", "unanswered_complaint"]
    wanted += ["class_a_fallen", "contact", "contract_end", "second_contact", "upgrade"]
    assert [name for name in names if name in wanted] == wanted


def play(**fields: Any) -> PlaybookSettings:
    when = {"field": "region", "is": "North"}
    return PlaybookSettings(plays=(Play.model_validate({"name": "mine", "when": when, **fields}),))


def test_a_play_of_ones_own() -> None:
    words = {"en": "Call {customer} in {region}", "zh": "致电{customer}"}
    of = book(customer(region="North"))
    (action,) = assessed(of, play(do=words, why="because of {industry}", within="2d")).actions
    assert (action.text, action.why, action.due) == ("Call C1 Ltd in North", "because of …", ahead(2))
    assert assessed(of, play(do=words), language="zh").actions[0].text == "致电C1 Ltd"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("{revenue:,.0f} a year", "1,200 a year", id="a format"),
        pytest.param("{margin:,.0f} a year", "… a year", id="a format for what is not recorded"),
        pytest.param("{region:,.0f} is where", "North is where", id="a format that does not fit"),
        pytest.param("{{{region}}}", "{North}", id="braces"),
    ],
)
def test_words_with_formats(words: str, told: str) -> None:
    of = book(customer(region="North", revenue=Decimal(1200)))
    assert assessed(of, play(do=words)).actions[0].text == told


def test_a_built_in_play_can_be_changed_and_dropped() -> None:
    of = book(customer(next_contact=ago(3), region="North"))
    assert [action.play for action in assessed(of).actions] == ["own_plan_past"]
    off = play(name="own_plan_past", off=True)
    assert assessed(of, off).actions == ()
