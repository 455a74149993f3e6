"""What can go wrong on the way: on demand at a given call, or at random from a seed; and Google's quotas."""

import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happens at a call."""

    HTML_503 = "html_503"  # an HTML page instead of JSON, nothing done
    LATE_503 = "late_503"  # done, and then an HTML page
    RESET = "reset"  # the connection breaks, nothing done
    LOST = "lost"  # done, and then the connection breaks
    CUT = "cut"  # done, and half of the answer arrives
    SLOW = "slow"  # the answer comes late
    EXPIRED = "expired"  # the token is worth nothing any more
    TOO_MANY = "too_many"  # 429 with Retry-After
    TIMEOUT_408 = "timeout_408"
    EDIT = "edit"  # somebody edits just before the call is done
    MEANWHILE = "meanwhile"  # the same, by calls to this server


OF_THE_NETWORK = [kind for kind in Kind if kind not in (Kind.EDIT, Kind.MEANWHILE)]


@dataclass(frozen=True)
class Fault:
    """One fault; ``edit`` is run with the spreadsheet's id."""

    kind: Kind
    seconds: float = 0.0
    edit: Callable[[], None] | None = None


class Faults:
    """The faults in store: by the number of the API call (0 is the first after ``reset``), or at random."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all faults and count calls from 0 again."""
        self.calls = 0
        self.planned: dict[int, Fault] = {}
        self._random: random.Random | None = None
        self._rate = 0.0
        self._kinds: Sequence[Kind] = ()

    def at(self, call: int, kind: Kind, *, seconds: float = 0.0, edit: Callable[[], None] | None = None) -> None:
        """Plan a fault for that call."""
        self.planned[call] = Fault(kind, seconds, edit)

    def at_random(self, seed: int, rate: float, kinds: Sequence[Kind] = OF_THE_NETWORK) -> None:
        """From now on each call fails with that probability, in one of these ways."""
        self._random, self._rate, self._kinds = random.Random(seed), rate, kinds

    def next(self) -> Fault | None:
        """The fault of the call that has just come in."""
        number, self.calls = self.calls, self.calls + 1
        if number in self.planned:
            return self.planned[number]
        if self._random is not None and self._random.random() < self._rate:
            return Fault(self._random.choice(self._kinds), seconds=0.05)
        return None


class Quota:
    """So many requests a minute, as Google counts them per user: reads and writes apart."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._times: dict[str, deque[float]] = {"Read": deque(), "Write": deque()}

    def takes(self, kind: str) -> bool:
        """Whether this request is within the quota; counted if it is."""
        times, now = self._times[kind], self._clock()
        while times and now - times[0] >= 60:
            times.popleft()
        if len(times) >= self.per_minute:
            return False
        times.append(now)
        return True
