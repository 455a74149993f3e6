"""Colours as Google keeps them: 8 bits a part, nothing for zero, and always under both of their names."""

import math
import struct
from functools import cache
from typing import Any

from tests.sheets_server.refusals import Json

PARTS = {"red", "green", "blue", "alpha"}


def as_kept(part: Any) -> Any:
    """The same part of a request with every colour in it as Google answers it: 0.5 comes back as 0.49803922."""
    if isinstance(part, list):
        return [as_kept(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part and part.keys() <= PARTS and all(isinstance(value, int | float) for value in part.values()):
        return {name: kept for name, value in part.items() if (kept := _eight_bits(value))}
    return {name: as_kept(value) for name, value in part.items()}


def other_name(name: str) -> str:
    """The other name of a colour: who sets or clears one of them means both. "" for what is no colour."""
    if name.endswith("ColorStyle"):
        return name.removesuffix("Style")
    return f"{name}Style" if name.endswith("Color") else ""


def named_twice(part: Json, name: str) -> None:
    """Put a colour under its other name too: ``tabColor`` and ``tabColorStyle``."""
    style = f"{name}Style"
    if style in part and "rgbColor" in part[style]:
        part[name] = part[style]["rgbColor"]
    elif style in part and not part[style]:
        del part[style]
    elif name in part:
        part[style] = {"rgbColor": part[name]}


@cache
def _eight_bits(value: float) -> float:
    """The nearest 255th (a half goes down), in as few digits as tell a 32-bit float."""
    steps = max(0, min(255, math.ceil(value * 255 - 0.5)))
    if steps in (0, 255):
        return steps // 255
    (single,) = struct.unpack("f", struct.pack("f", steps / 255))
    written = (float(f"{single:.{digits}g}") for digits in range(1, 10))
    return next(value for value in written if struct.pack("f", value) == struct.pack("f", single))
