"""The two tables of words are in step with each other and with the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import relsheet
from relsheet.texts import texts_in

PACKAGE = Path(relsheet.__file__).parent
ENGLISH, CHINESE = texts_in("en").table, texts_in("zh").table
PLACEHOLDER = re.compile(r"\{(\w+)")
#: A piece of a key that the code fills in: texts(f"sla.state.{state}").
FILLED_IN = "\0"


def test_both_languages_have_the_same_keys() -> None:
    assert ENGLISH.keys() == CHINESE.keys()


def test_both_languages_tell_the_same_values() -> None:
    told = {key: [set(PLACEHOLDER.findall(table[key])) for table in (ENGLISH, CHINESE)] for key in ENGLISH}
    assert not {key: values for key, (values, others) in told.items() if values != others}


def test_every_text_is_used() -> None:
    spelled = {text for path in PACKAGE.rglob("*.py") if "texts" not in path.parts for text in strings_of(path)}
    spelled |= {
        text for path in PACKAGE.rglob("*.j2") for text in re.findall(r"""["']([\w.-]+)["']""", path.read_text())
    }
    patterns = [re.escape(text).replace(FILLED_IN, ".+") for text in spelled if is_part_of_a_key(text)]
    made = re.compile("|".join(patterns))
    joined = {key for key in ENGLISH if set(key.split(".", 1)) <= spelled}  # texts(f"{key}.{name}"), as rules/ticks.py
    assert [key for key in ENGLISH if key not in spelled | joined and not made.fullmatch(key)] == []


def strings_of(path: Path) -> Iterator[str]:
    """Every string of the module; what an f-string fills in, or is added behind, stands as ``FILLED_IN``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else FILLED_IN for part in node.values]
            yield "".join(map(str, parts))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Constant):
            yield f"{node.left.value}{FILLED_IN}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def is_part_of_a_key(text: str) -> bool:
    """Whether it is made like a key, and more than "{}.{}", which would be any."""
    return (
        FILLED_IN in text and re.fullmatch(rf"[\w.{FILLED_IN}-]+", text) is not None and bool(re.search("[a-z]", text))
    )
