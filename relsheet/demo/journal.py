"""The visit log of two years: who met whom about what, what came of it, what was promised and kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from relsheet.demo.days import TODAY, Days, between, chance
from relsheet.demo.firms import CONTACT_GAP_DAYS, Firm, Person, Segment
from relsheet.demo.rows import VisitRow
from relsheet.demo.words import Theme, Words

FIRST_DAY = date(2024, 11, 25)
MINE = {Segment.KEY: 0.62, Segment.CORE: 0.7}  # how often the account manager goes himself
BROKEN = 6  # promises that are overdue today
FACE_TO_FACE = {"visit", "hosted", "social"}


@dataclass(frozen=True, slots=True)
class _Promise:
    text: str | None = None
    due: date | None = None
    done: date | None = None


def make_visits(words: Words, firms: tuple[Firm, ...], random: Random) -> tuple[VisitRow, ...]:
    """All contacts by date, the oldest first."""
    dated = [entry for firm in firms for entry in _of_one(words, firm, random)]
    dated.sort(key=lambda entry: (entry[0], entry[1]))
    return _with_broken_promises(tuple(row for _, _, row in dated), random)


def _with_broken_promises(rows: tuple[VisitRow, ...], random: Random) -> tuple[VisitRow, ...]:
    """Some promises of the last weeks were forgotten: due, and not delivered."""
    forgotten = [
        place for place, row in enumerate(rows) if isinstance(row.promise_due, date) and _just_due(row.promise_due)
    ]
    chosen = set(random.sample(forgotten, BROKEN))
    return tuple(replace(row, promise_done=None) if place in chosen else row for place, row in enumerate(rows))


def _just_due(due: date) -> bool:
    return timedelta(days=3) <= TODAY - due <= timedelta(days=50)


def _of_one(words: Words, firm: Firm, random: Random) -> Iterator[tuple[date, int, VisitRow]]:
    days = Days(words)
    gap = CONTACT_GAP_DAYS[firm.segment]
    last_day = TODAY - timedelta(days=int(between(random, 75, 110))) if firm.neglected else firm.last_day
    day = max(FIRST_DAY, firm.since) + timedelta(days=int(gap * random.random()))
    count = int(random.random() * 3)
    while (met := days.on_or_after(day)) < last_day:
        following = day + timedelta(days=max(3, int(gap * between(random, 0.75, 1.2))))
        # People take turns, so that the log shows more than one name where more than one is known.
        person = firm.people[count % len(firm.people)]
        yield met, firm.number, _visit(words, days, random, _Meeting(firm, person, met, days.on_or_after(following)))
        day, count = following, count + 1


@dataclass(frozen=True, slots=True)
class _Meeting:
    firm: Firm
    person: Person
    day: date
    following: date


def _visit(words: Words, days: Days, random: Random, meeting: _Meeting) -> VisitRow:
    firm = meeting.firm
    theme = _theme(words, random, firm)
    mode = random.choice(theme.modes)
    says = {
        "person": meeting.person.short,
        "product": random.choice(firm.products),
        "rival": firm.rival or random.choice(words.rivals.names),
        "percent": random.choice((3, 4, 5, 6, 8, 10)),
        "qty": random.choice((10, 20, 25, 40, 60, 100, 150)),
        "week": (meeting.day + timedelta(days=18)).isocalendar().week,
        "month": words.months[(meeting.day.month + random.choice((0, 1, 2))) % 12],
    }
    promise = _promise(words, days, random, meeting.day, random.choice(theme.promises).format(**says))
    step = random.choice(theme.steps)
    mine = chance(random, MINE.get(firm.segment, 0.85))
    return VisitRow(
        date=meeting.day,
        customer=firm.name,
        mode=words.labels.mode[mode],
        contact=meeting.person.name,
        our_person=firm.owner if mine else random.choice(words.colleagues),
        purpose=theme.purpose,
        notes=random.choice(theme.notes).format(**says),
        result=random.choice(theme.results) if chance(random, 0.93) else None,
        next_step=step if chance(random, 0.7) else None,
        next_date=meeting.following if chance(random, 0.45) else None,
        promise=promise.text,
        promise_due=promise.due,
        promise_done=promise.done,
        signal=theme.signal,
        cost=round(between(random, 8, 70) * words.money_scale**0.5) if mode in FACE_TO_FACE else None,
    )


def _theme(words: Words, random: Random, firm: Firm) -> Theme:
    if firm.segment is Segment.PROSPECT:
        return random.choice(words.prospecting)
    return random.choices(words.themes, [1 if theme.rare else 7 for theme in words.themes])[0]


def _promise(words: Words, days: Days, random: Random, day: date, text: str) -> _Promise:
    """One visit in twelve ends with a promise; nine in ten are kept in time."""
    if not chance(random, 1 / 12):
        return _Promise()
    due = days.later(day, random.choice((2, 3, 5, 8, 10)))
    if due >= TODAY:
        return _Promise(text, due, None)
    late = chance(random, 0.09)
    done = days.later(due, 1 + int(random.random() * 4)) if late else days.later(due, -int(random.random() * 2))
    return _Promise(text, due, min(done, days.later(TODAY, -1)))
