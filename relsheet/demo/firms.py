"""The demo team's customers as they really are: size, age, people, rhythm. What is written down about them comes later.

Values follow a log-normal curve (a fifth of the customers brings about four fifths of the sales), as in most trades.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from statistics import NormalDist

from relsheet.demo.days import TODAY, between, chance
from relsheet.demo.words import Post, Words

SPREAD = 1.55  # of the log-normal curve
MEDIAN_SALES = 6_500.0  # a year, in pounds


class Segment(StrEnum):
    """What a customer is to us."""

    KEY = "key"
    CORE = "core"
    SMALL = "small"
    NEW = "new"
    CHURNED = "churned"
    PROSPECT = "prospect"


SIZES = {
    Segment.KEY: 48,
    Segment.CORE: 60,
    Segment.SMALL: 96,
    Segment.NEW: 16,
    Segment.CHURNED: 22,
    Segment.PROSPECT: 46,
}
CONTACT_GAP_DAYS = {
    Segment.KEY: 24,
    Segment.CORE: 44,
    Segment.SMALL: 88,
    Segment.NEW: 30,
    Segment.CHURNED: 70,
    Segment.PROSPECT: 36,
}
ORDER_GAP_DAYS = {
    Segment.KEY: 18,
    Segment.CORE: 38,
    Segment.SMALL: 78,
    Segment.NEW: 36,
    Segment.CHURNED: 60,
    Segment.PROSPECT: 0,
}
PEOPLE = {
    Segment.KEY: (3, 5),
    Segment.CORE: (2, 4),
    Segment.SMALL: (1, 3),
    Segment.NEW: (1, 3),
    Segment.CHURNED: (1, 2),
    Segment.PROSPECT: (1, 2),
}

SILENT = {11, 27, 36}  # places on the ladder of sizes: key accounts
NEGLECTED = {11, 20, 41, 58, 83}


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    short: str  # as a note calls them
    post: Post


@dataclass(frozen=True, slots=True)
class Firm:
    number: int
    name: str
    stem: str
    legal: str
    industry: str
    city: str
    owner: str
    segment: Segment
    since: date
    last_day: date  # until when they bought, or were called on
    yearly: float  # what they buy from us a year, today
    growth: float  # 1.1: ten per cent more than a year ago
    products: tuple[str, ...]
    people: tuple[Person, ...]
    rival: str | None
    neglected: bool  # nobody has called for months, for no reason
    silent: bool  # a key account that stopped ordering, and nobody noticed

    @property
    def buys(self) -> bool:
        """Whether they have ever ordered."""
        return self.segment is not Segment.PROSPECT


def make_firms(words: Words, random: Random) -> tuple[Firm, ...]:
    """All customers, in the order of their numbers."""
    names = _names(words, random)
    segments = [segment for segment, size in SIZES.items() for _ in range(size)]
    values = _values(segments, random)
    order = list(range(len(segments)))
    random.shuffle(order)
    return tuple(
        _firm(words, random, _Seat(number, place, segments[place], values[place], next(names)))
        for number, place in enumerate(order, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Seat:
    number: int
    place: int  # on the ladder of sizes, the biggest first
    segment: Segment
    yearly: float
    stem: str


def _values(segments: list[Segment], random: Random) -> list[float]:
    """Yearly sales per place: the key accounts take the top of the curve, the small ones its foot."""
    curve = NormalDist()
    buying = sum(SIZES.values()) - SIZES[Segment.PROSPECT]
    ladder = [MEDIAN_SALES * 2.718281828 ** (SPREAD * curve.inv_cdf(1 - (k + 0.5) / buying)) for k in range(buying)]
    regular = SIZES[Segment.KEY] + SIZES[Segment.CORE] + SIZES[Segment.SMALL]
    # New and lost customers are small and middling ones: they take steps out of the lower part of the ladder.
    spare = sorted(random.sample(range(SIZES[Segment.KEY], buying), buying - regular))
    steps = iter([k for k in range(buying) if k not in spare] + spare)
    return [
        ladder[next(steps)] * between(random, 0.9, 1.1) if kind is not Segment.PROSPECT else 0.0 for kind in segments
    ]


def _names(words: Words, random: Random) -> Iterator[str]:
    pairs = (a + b for a in words.firm.first for b in words.firm.second if a != b)
    stems = list(words.firm.stems) or [pair for pair in pairs if pair not in words.firm.never]
    random.shuffle(stems)
    return iter(stems)


def _firm(words: Words, random: Random, seat: _Seat) -> Firm:
    ground = int(random.random() * len(words.territories))
    city = random.choice(words.territories[ground].cities)
    industry = random.choice(list(words.industries))
    legal = random.choice(words.firm.legal)
    noun = random.choice(words.industries[industry])
    since, last_day = _span(seat.segment, random)
    return Firm(
        number=seat.number,
        name=words.firm.plain.format(city=city, stem=seat.stem, noun=noun, legal=legal),
        stem=seat.stem,
        legal=legal,
        industry=industry,
        city=city,
        owner=words.owners[ground],
        segment=seat.segment,
        since=since,
        last_day=last_day,
        yearly=seat.yearly * words.money_scale,
        growth=random.gauss(1.06, 0.07) if chance(random, 0.94) else between(random, 0.6, 0.8),
        products=_products(words, random, seat.segment),
        people=_people(words, random, seat.segment),
        rival=random.choice(words.rivals.names) if chance(random, 0.6) else None,
        neglected=seat.place in NEGLECTED,
        silent=seat.place in SILENT,
    )


def _span(segment: Segment, random: Random) -> tuple[date, date]:
    """From when to when they have been a customer."""
    if segment is Segment.NEW:
        return TODAY - timedelta(days=int(between(random, 40, 250))), TODAY
    if segment is Segment.PROSPECT:
        return TODAY - timedelta(days=int(between(random, 30, 330))), TODAY
    since = TODAY - timedelta(days=int(between(random, 800, 5200)))
    if segment is Segment.CHURNED:
        return since, TODAY - timedelta(days=int(between(random, 200, 560)))
    return since, TODAY


def _products(words: Words, random: Random, segment: Segment) -> tuple[str, ...]:
    many = {Segment.KEY: 5, Segment.CORE: 3}.get(segment, 2)
    return tuple(random.sample(words.all_products, 1 + int(random.random() * many)))


def _people(words: Words, random: Random, segment: Segment) -> tuple[Person, ...]:
    low, high = PEOPLE[segment]
    count = low + int(random.random() * (high - low + 1))
    posts = list(words.people.posts)
    # Big customers are known up to the boss; at small ones whoever picks up the telephone.
    chosen = random.sample(posts, count)
    if segment in (Segment.KEY, Segment.CORE) and all(post.level == "staff" for post in chosen):
        chosen[-1] = next(post for post in posts if post.level == "manager")
    return tuple(_person(words, random, post) for post in chosen)


def _person(words: Words, random: Random, post: Post) -> Person:
    given, family = random.choice(words.people.given), random.choice(words.people.family)
    return Person(
        name=words.people.full.format(given=given, family=family),
        short=words.people.short.format(given=given, family=family, post=post.short),
        post=post,
    )
