"""The demo team's working days: moments that people write down lie inside their hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from relsheet.demo.words import Words

DEMO_AS_OF = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - cells of a workbook have no zone; the reader gives them one
TODAY = DEMO_AS_OF.date()


@dataclass(frozen=True)
class Days:
    """Which days are worked, and from when to when."""

    words: Words

    def is_worked(self, day: date) -> bool:
        """Whether the team works that day, make-up days included."""
        return day in self.words.days_made_up or (day.weekday() < 5 and day not in self.words.days_off)

    def on_or_after(self, day: date) -> date:
        """That day if it is worked, else the next one that is."""
        while not self.is_worked(day):
            day += timedelta(days=1)
        return day

    def later(self, day: date, worked_days: int) -> date:
        """The n-th working day after that day; with a negative number the n-th before."""
        step = timedelta(days=1 if worked_days >= 0 else -1)
        for _ in range(abs(worked_days)):
            day += step
            while not self.is_worked(day):
                day += step
        return day

    def moment(self, random: Random, day: date, earliest: datetime | None = None) -> datetime:
        """A minute of that day's working hours outside lunch, after ``earliest`` where that is the same day."""
        lunch_starts, lunch_ends = (hour * 60 for hour in self.words.lunch)
        first, last = self.words.day_opens * 60, self.words.day_closes * 60 - 5
        if earliest is not None and earliest.date() == day:
            first = min(earliest.hour * 60 + earliest.minute + 10, last - 1)
        minute = first + int((last - first) * random.random())
        if lunch_starts <= minute < lunch_ends and lunch_ends < last:
            minute += lunch_ends - lunch_starts
        return datetime.combine(day, time(minute // 60, minute % 60))


def between(random: Random, low: float, high: float) -> float:
    """A number from low to high."""
    return low + (high - low) * random.random()


def chance(random: Random, probability: float) -> bool:
    """True that often."""
    return random.random() < probability
