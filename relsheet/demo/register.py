"""The complaint register: 160 complaints in two years, most answered and solved in time, a few real problems today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from relsheet.demo.days import DEMO_AS_OF, TODAY, Days, between, chance
from relsheet.demo.firms import Firm, Segment
from relsheet.demo.rows import ComplaintRow, OrderRow
from relsheet.demo.words import Trouble, Words

FIRST_DAY = date(2024, 12, 2)
CLOSED = 145
PRIORITIES = {"urgent": 8, "high": 22, "normal": 55, "low": 15}
RESOLVE_DAYS = {"urgent": 2, "high": 3, "normal": 5, "low": 10}
CHANNELS = {"phone": 44, "email": 30, "in_person": 12, "web": 9, "letter": 4, "media": 1}


@dataclass(frozen=True, slots=True)
class _Current:
    """A complaint that still matters today: how many working days ago it came, and how far it has got."""

    worked_days_ago: int
    priority: str
    status: str
    replied: bool


CURRENT = (
    _Current(9, "normal", "in_progress", True),  # overdue
    _Current(5, "high", "in_progress", True),  # overdue
    _Current(7, "normal", "in_progress", True),  # overdue
    _Current(3, "normal", "new", False),  # no answer yet: the reply is overdue
    _Current(5, "normal", "in_progress", True),  # due today
    _Current(4, "normal", "in_progress", True),  # due soon
    _Current(2, "high", "in_progress", True),
    _Current(1, "normal", "in_progress", True),
    _Current(1, "low", "new", False),
    _Current(6, "low", "in_progress", True),
    _Current(8, "normal", "paused", True),
    _Current(130, "normal", "in_progress", True),  # nobody knows whether it is still open
    _Current(30, "normal", "closed", True),  # closed without a date
    _Current(42, "low", "cancelled", True),
    _Current(12, "normal", "cancelled", True),
)


def make_complaints(
    words: Words, firms: tuple[Firm, ...], orders: tuple[OrderRow, ...], random: Random
) -> tuple[ComplaintRow, ...]:
    """All complaints by the time they came in, numbered by year."""
    writer = _Writer(words, Days(words), random, orders)
    buyers = [firm for firm in firms if firm.buys and firm.segment is not Segment.CHURNED]
    weights = [firm.yearly**0.5 for firm in buyers]
    picked = random.choices(buyers, weights, k=CLOSED)
    rows = [writer.closed(firm) for firm in picked]
    calm = [firm for firm in buyers if firm.segment in (Segment.CORE, Segment.SMALL)]
    rows += [writer.current(firm, case) for firm, case in zip(random.sample(calm, len(CURRENT)), CURRENT, strict=True)]
    rows.sort(key=lambda row: str(row.opened))
    return tuple(_numbered(words, rows))


def _numbered(words: Words, rows: list[ComplaintRow]) -> Iterator[ComplaintRow]:
    counts: dict[str, int] = {}
    for row in rows:
        year = str(row.opened)[:4]
        counts[year] = counts.get(year, 0) + 1
        yield replace(row, id=words.complaint_number.format(year=year, number=counts[year]))


@dataclass(frozen=True, slots=True)
class _Writer:
    words: Words
    days: Days
    random: Random
    orders: tuple[OrderRow, ...]

    def closed(self, firm: Firm) -> ComplaintRow:
        """A complaint of the past: six in seven were solved in time, and nearly all answered in time."""
        random, days = self.random, self.days
        start = max(FIRST_DAY, firm.since + timedelta(days=30))
        span = max(1, (TODAY - timedelta(days=18) - start).days)
        opened = days.moment(random, days.on_or_after(start + timedelta(days=int(span * random.random()))))
        priority = random.choices(list(PRIORITIES), list(PRIORITIES.values()))[0]
        limit = RESOLVE_DAYS[priority]
        late = chance(random, 0.1)
        needed = limit + 1 + int(random.random() * 3) if late else int(random.random() * limit)
        replied = self._answer(opened, priority, late=chance(random, 0.05))
        solved = days.moment(random, days.later(opened.date(), needed), opened)
        resolved = max(solved, replied + timedelta(minutes=25))
        row = replace(self._opened(firm, opened, priority), replied=replied, resolved=resolved)
        unhappy = chance(random, 0.07)
        answer = self.words.labels.no if unhappy else self.words.labels.yes
        return replace(row, satisfied=answer if chance(random, 0.8) else None)

    def current(self, firm: Firm, case: _Current) -> ComplaintRow:
        """One of the complaints that are on the desk today."""
        opened = self.days.moment(self.random, self.days.later(TODAY, -case.worked_days_ago))
        replied = self._answer(opened, case.priority, late=False) if case.replied else None
        row = replace(
            self._opened(firm, opened, case.priority),
            replied=replied if replied is None or replied < DEMO_AS_OF else None,
            status=self.words.labels.complaint[case.status],
        )
        if case.status == "paused":
            waiting_since = self.days.moment(self.random, self.days.later(opened.date(), 2))
            row = replace(row, paused_from=waiting_since)
        return row if case.status == "closed" else replace(row, cure=None, cause=None)

    def _opened(self, firm: Firm, opened: datetime, priority: str) -> ComplaintRow:
        random, words = self.random, self.words
        trouble = self._trouble(firm, opened.date())
        product = random.choice(firm.products)
        return ComplaintRow(
            id="",
            customer=firm.name,
            contact=random.choice(firm.people).name,
            channel=words.labels.channel[random.choices(list(CHANNELS), list(CHANNELS.values()))[0]],
            priority=words.labels.priority[priority],
            category=trouble.category,
            product=product,
            opened=opened,
            replied=None,
            resolved=None,
            status=words.labels.complaint["closed" if chance(random, 0.8) else "resolved"],
            handler=random.choice(words.handlers),
            text=random.choice(trouble.texts).format(
                product=product, order=self._order(firm), qty=random.choice((6, 12, 40))
            ),
            cure=random.choice(trouble.cures),
            cause=random.choice(trouble.causes),
            satisfied=None,
        )

    def _trouble(self, firm: Firm, day: date) -> Trouble:
        """Since September a bad batch of hoses has been out: leaks come more often than before."""
        troubles = self.words.troubles
        leaking = 6 if day >= date(2026, 9, 7) else 2
        return self.random.choices(troubles, (5, leaking, 3, 3, 2))[0]

    def _order(self, firm: Firm) -> str:
        theirs = [order.id for order in self.orders if order.customer == firm.name]
        return self.random.choice(theirs) if theirs else self.orders[-1].id

    def _answer(self, opened: datetime, priority: str, *, late: bool) -> datetime:
        """The first reply: within a few working hours, or, if late, some days after."""
        if late:
            return self.days.moment(self.random, self.days.later(opened.date(), 3))
        hours = between(self.random, 0.2, 1.8 if priority == "urgent" else 5)
        reply = opened + timedelta(minutes=int(hours * 60))
        closing = opened.replace(hour=self.words.day_closes, minute=0)
        if reply < closing:
            return reply
        next_day = self.days.later(opened.date(), 1)
        return datetime.combine(next_day, reply.time().replace(hour=self.words.day_opens)) + (reply - closing) / 4
