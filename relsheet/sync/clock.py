"""How unattended runs know the time: handed in from outside, so that a test can run a month in minutes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat

#: Seconds between two tries: soon at first, then seldom.
PAUSES = (1, 2, 4, 8, 15)


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` is the moment (aware; it may jump), ``ticks`` are seconds that never jump, ``sleep`` waits seconds."""

    now: Callable[[], datetime]
    ticks: Callable[[], float]
    sleep: Callable[[float], None]


def pauses() -> Iterator[int]:
    """Seconds to wait before each further try, without end."""
    return chain(PAUSES, repeat(PAUSES[-1]))
