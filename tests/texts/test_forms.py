"""One text serves every number: its words change their form with it."""

import pytest

from relsheet.texts import Texts

TEXTS = Texts(
    "en",
    {
        "found": "{count} {count:visit|visits} of {tabs} {tabs:tab|tabs}",
        "of": "{count} {count:cell names its|cells name their} unit",
        "list": "Mon|Tue",
    },
)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        pytest.param(0, "0 visits of 1 tab", id="none"),
        pytest.param(1, "1 visit of 1 tab", id="one"),
        pytest.param(2, "2 visits of 1 tab", id="two"),
        pytest.param("1,001", "1,001 visits of 1 tab", id="a number that is a text already"),
    ],
)
def test_the_word_takes_the_form_of_its_number(count: object, told: str) -> None:
    assert TEXTS("found", count=count, tabs=1) == told


def test_the_verb_changes_with_the_noun() -> None:
    assert TEXTS("of", count=1) == "1 cell names its unit"
    assert TEXTS("of", count=3) == "3 cells name their unit"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{share} of {total}", id="values by name"),
        pytest.param("95% sure, 5%s left: {share}", id="percent signs of the text's own"),
        pytest.param("{{{share}}}", id="braces of the text's own"),
        pytest.param("{total:,.1f} and {share!r}", id="a plug-in's text that asks for a format"),
        pytest.param("{share.real} {total}", id="a field of a value"),
    ],
)
def test_a_text_is_filled_in_as_format_does_it(text: str) -> None:
    values = {"share": 0.5, "total": 1200}
    assert Texts("en", {"told": text})("told", **values) == text.format(**values)


def test_a_value_that_is_not_given_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        Texts("en", {"told": "{share} of {total}"})("told", share=0.5)


def test_a_list_of_words_is_no_pair_of_forms() -> None:
    assert TEXTS("list") == "Mon|Tue"
