"""Deadlines per second: ours on the Chinese calendar, and against ``businesstimedelta`` on cases that both can do.

    python -m benchmarks.deadlines [DEADLINES]

``businesstimedelta`` knows no make-up workdays and no closings, so it is compared on working hours, Monday to Friday,
with the same days off; the answers must be equal. It gets one case in a hundred.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

import holidays

from relsheet.rules.calendars import CalendarSettings, work_calendar
from relsheet.rules.targets import Target, parse_target
from relsheet.rules.worktime import WorkCalendar

ZONE = ZoneInfo("Asia/Shanghai")
TARGETS = ("4wh", "8wh", "20wh", "90wm", "1wd", "3wd", "5wd", "10wd", "24h")
DAYS_OFF = tuple(sorted(holidays.country_holidays("CN", years=(2026, 2027))))
LIMIT_MICROSECONDS = 20
TIMES_AS_FAST = 10

Case = tuple[datetime, Target]


def cases(count: int, targets: Sequence[str]) -> list[Case]:
    """Moments of 2026 to the second, day and night, each with a target."""
    random, begin = Random(2026), datetime(2026, 1, 1, tzinfo=ZONE)
    wanted = [parse_target(target) for target in targets]
    return [(begin + timedelta(seconds=random.randrange(360 * 86400)), random.choice(wanted)) for _ in range(count)]


def microseconds_each(answer: Callable[[datetime, Target], object], asked: Sequence[Case]) -> float:
    """The average time of one answer."""
    begun = perf_counter()
    for start, target in asked:
        answer(start, target)
    return (perf_counter() - begun) / len(asked) * 1e6


def warmed(calendar: WorkCalendar) -> WorkCalendar:
    """The calendar with its years worked out."""
    calendar.add(datetime(2026, 1, 1, tzinfo=ZONE), parse_target("300wd"))
    return calendar


def peer() -> Callable[[datetime, Target], datetime]:
    """``businesstimedelta`` on Monday to Friday 09:00-18:00, closed on DAYS_OFF."""
    import businesstimedelta
    import pytz

    zone = pytz.timezone("Asia/Shanghai")  # it takes no other
    office = businesstimedelta.WorkDayRule(start_time=time(9), end_time=time(18), working_days=[0, 1, 2, 3, 4], tz=zone)
    closed = businesstimedelta.HolidayRule(dict.fromkeys(DAYS_OFF, "off"), tz=zone)
    rules = businesstimedelta.Rules([office, closed])

    def answer(start: datetime, target: Target) -> datetime:
        found: datetime = start + businesstimedelta.BusinessTimeDelta(rules, seconds=target.seconds)
        return found

    return answer


def main(count: int) -> int:
    """Print the table; 1 if a limit is missed or an answer differs."""
    chinese = warmed(work_calendar(CalendarSettings(), (), "zh", ZONE))
    ours = microseconds_each(chinese.add, cases(count, TARGETS))
    plain = warmed(work_calendar(CalendarSettings(country="", days_off=DAYS_OFF), (), "zh", ZONE))
    asked = cases(max(1, count // 100), [target for target in TARGETS if target.endswith(("wh", "wm"))])
    theirs_answer = peer()
    differing = sum(plain.add(start, target) != theirs_answer(start, target) for start, target in asked)
    ours_there, theirs = microseconds_each(plain.add, asked), microseconds_each(theirs_answer, asked)
    print("| deadlines | µs each |")
    print("|---|---|")
    print(f"| relsheet, {count:,} on China's calendar, all units | {ours:.1f} |")
    print(f"| relsheet, {len(asked):,} in working hours | {ours_there:.1f} |")
    print(f"| businesstimedelta, the same | {theirs:.1f} |")
    print(f"{theirs / ours_there:.0f} times as fast; {differing} of {len(asked):,} answers differ")
    return int(ours > LIMIT_MICROSECONDS or theirs < TIMES_AS_FAST * ours_there or differing > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
