"""How unattended runs know the time: handed in from outside, so that a test can run a month in a minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """``now`` is the moment (aware; it may jump), ``ticks`` are seconds that never jump, ``sleep`` waits seconds."""

    now: Callable[[], datetime]
    ticks: Callable[[], float]
    sleep: Callable[[float], None]
