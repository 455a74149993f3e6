"""The few formulas that tests type: sums of numbers and cells, SUM, HYPERLINK. All others show #NAME?."""

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Failure:
    """An error in a cell."""

    kind: str
    shown: str
    message: str


class Failing(Exception):
    """A formula that comes to an error, its own or that of a cell it looks at."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.shown)
        self.failure = failure


UNKNOWN = Failure("NAME", "#NAME?", "Unknown function")
DIVISION = Failure("DIVIDE_BY_ZERO", "#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
NOT_AVAILABLE = Failure("N_A", "#N/A", "Value is not available.")
NO_NUMBER = Failure("VALUE", "#VALUE!", "A number was expected, and a text is there.")
REFERENCE = Failure("REF", "#REF!", "Reference does not exist.")
OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
CELL = re.compile(r"[A-Za-z]{1,3}\d+")
SUM = re.compile(r"SUM\(([A-Za-z]{1,3}\d+):([A-Za-z]{1,3}\d+)\)", re.IGNORECASE)
HYPERLINK = re.compile(r'HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)")?\s*\)', re.IGNORECASE)


def computed(formula: str, look_up: Callable[[str], list[Any]]) -> Any:
    """The value of a formula; ``look_up`` gives the values of a range."""
    text = formula[1:].strip().replace("$", "")
    link = HYPERLINK.fullmatch(text)
    if link:
        return link[2] if link[2] is not None else link[1]
    if text.upper() in ("NA()", "#N/A"):
        return NOT_AVAILABLE
    if "#REF!" in text.upper():
        return REFERENCE
    total = SUM.fullmatch(text)
    if total:
        found = look_up(f"{total[1]}:{total[2]}")
        failed = next((value for value in found if isinstance(value, Failure)), None)
        return failed or sum(value for value in found if isinstance(value, int | float) and not isinstance(value, bool))
    if re.fullmatch(r'"[^"]*"', text):
        return text[1:-1]
    try:
        return _value(ast.parse(text.replace("^", "**"), mode="eval").body, look_up)
    except Failing as err:
        return err.failure
    except ZeroDivisionError:
        return DIVISION
    except (SyntaxError, ValueError, TypeError):
        return UNKNOWN


def _value(node: ast.expr, look_up: Callable[[str], list[Any]]) -> Any:
    match node:
        case ast.Constant(value=int() | float()):
            return node.value
        case ast.UnaryOp(op=ast.USub()):
            return -_number(_value(node.operand, look_up))
        case ast.BinOp() if type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](_number(_value(node.left, look_up)), _number(_value(node.right, look_up)))
        case ast.Name(id=name) if CELL.fullmatch(name):
            found = look_up(name)[0]
            return 0 if found is None else found
    raise ValueError(ast.dump(node))


def _number(value: Any) -> Any:
    if isinstance(value, Failure):
        raise Failing(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise Failing(NO_NUMBER) from None
    return value
