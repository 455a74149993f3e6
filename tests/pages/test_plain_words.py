"""What a customer said, cut for one line."""

import pytest

from relsheet.pages.plain_words import cut
from relsheet.texts import Language, texts_in


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        pytest.param("Oil on the floor", "en", "Oil on the floor", id="short enough as it is"),
        pytest.param("Oil on the floor, again and again", "en", "Oil on the floor…", id="no word is cut in two"),
        pytest.param("Oil on the floors and walls", "en", "Oil on the floors…", id="a word that ends there stays"),
        pytest.param("Donaudampfschifffahrtsgesellschaft", "en", "Donaudampfschifff…", id="but a long one"),
        pytest.param(
            "两台设备都在漏油，客户很不满意，要求退货", "zh", "两台设备都在漏油…", id="Chinese is cut anywhere"
        ),
        pytest.param("Oil  on\nthe floor", "en", "Oil on the floor", id="on one line"),
    ],
)
def test_a_quote_is_cut_between_words(text: str, language: Language, expected: str) -> None:
    assert cut(text, 18, texts_in(language)) == expected
