"""Chinese texts are set with Chinese punctuation."""

import re

from relsheet.texts import texts_in

MIXED = re.compile(r"[\u3400-\u9fff”）][,;:!?(]|[,;:!?)][\u3400-\u9fff“（]|[，。；：] ")


def test_commas_colons_and_brackets_beside_chinese_are_full_width() -> None:
    chinese = {key: text for key, text in texts_in("zh").table.items() if re.search(r"[\u3400-\u9fff]", text)}
    assert not {key: text for key, text in chinese.items() if MIXED.search(text)}
