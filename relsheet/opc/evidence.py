"""What the proof is made of: trees, canonical XML, and the one way to find a loss. Shares nothing with the splicer."""

from collections import Counter
from typing import Any

from lxml import etree

from relsheet.errors import WouldLoseData

Tree = Any  # lxml brings no types


def hold(true: bool, what: str) -> None:
    """WouldLoseData, naming what is not as it was, unless it is."""
    if not true:
        raise WouldLoseData("would_lose", what, what=what)


def tree(content: bytes) -> Tree:
    """The root of a part."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def local(node: Tree) -> str:
    """An element's name without its namespace; "" for a comment."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def one(root: Tree, name: str) -> Tree | None:
    """The first child of that name."""
    return next((node for node in root if local(node) == name), None)


def canonical(node: Tree) -> bytes:
    """An element so that equal ones are equal bytes, however they are written."""
    return bytes(etree.tostring(node, method="c14n", exclusive=True, with_tail=False)) if local(node) else b""


def hold_equal(had: list[bytes], has: list[bytes], where: str) -> None:
    """WouldLoseData with the beginning of what is lost or of what came, unless both lists are equal."""
    if had == has:
        return
    lost = next(iter([*(Counter(had) - Counter(has)), *(Counter(has) - Counter(had)), b"order"]))
    hold(False, f"{where}: {lost[:80].decode('utf-8', 'replace')}")


def letters(column: int) -> str:
    """28 -> "AB"."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def column_of(reference: str) -> int:
    """ "B7" -> 2."""
    number = 0
    for letter in reference:
        if letter.isalpha():
            number = number * 26 + ord(letter.upper()) - 64
    return number


def conditions(node: Tree, ours: frozenset[int]) -> list[bytes]:
    """What is filtered and sorted by, but for columns of ours: conditions on these may go with their columns."""
    first = column_of(node.get("ref", "").partition(":")[0])
    found = []
    for one in node.iter("{*}filterColumn", "{*}sortCondition"):
        by_name = local(one) == "sortCondition"
        column = column_of(one.get("ref", "").partition(":")[0]) if by_name else first + int(one.get("colId", "0"))
        if column not in ours:
            found.append(canonical(one))
    return found
