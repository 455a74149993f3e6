"""The ABC class: who brings the first 80 % of our value, who the next 15 %, who the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import takewhile
from typing import ClassVar, Literal

from msgspec import Struct
from pydantic import field_validator
from pydantic_core import PydanticCustomError

from relsheet.policy import Settings, setting
from relsheet.rules.abc_limits import Limits, letter_with_hysteresis, limits_by_share, limits_computed
from relsheet.rules.past import Past
from relsheet.rules.percent import limit_percent
from relsheet.rules.results import AbcResult, Facts, Standing
from relsheet.rules.run import Run
from relsheet.rules.value import Worth, never_ordered, worths_of
from relsheet.rules.wallet import unused_wallet_cents

LETTERS = ("A", "B", "C")
#: By a name of its own: Python 3.11 takes long to look a member of an enumeration up.
RANKED = Standing.RANKED


class AbcSettings(Settings):
    """How customers are classed by their value."""

    section: ClassVar[str] = "abc"
    cuts: tuple[float, float] = setting(
        (0.80, 0.95),
        "Share of the value, cumulated before a customer, under which he is A, and under which he is B.",
        source="Pareto's 80/20 as used in ABC analysis",
    )
    value: Literal["revenue", "margin"] = setting("revenue", "What is ranked: revenue or margin.")
    method: Literal["shares", "computed"] = setting(
        "shares",
        "shares: the cuts above; computed: break points found in the values themselves (n >= computed_from).",
        source="Ultsch & Lötsch 2015, doi 10.1371/journal.pone.0129767",
    )
    computed_from: int = setting(
        30, "The computed method needs so many customers with a value.", unit="customers", ge=3
    )
    letters_from: int = setting(15, "With fewer customers with a value there are no letters.", unit="customers", ge=1)
    override: bool = setting(False, "Whether the class that you entered yourself wins over the computed one.")
    hysteresis: float = setting(0.0, "A class changes only so far past the line (0.02: two points).", ge=0, lt=0.5)
    upgrade_within: float = setting(0.10, "A B or C so near to the A line is looked at as a small A.", ge=0, le=1)
    upgrade_growth: float = setting(0.20, "... if his value has grown by so much on the year before.", ge=0)
    dependence: float = setting(0.20, "One customer with so large a share of our value is a dependence.", gt=0, le=1)

    @cached_property
    def cuts_told(self) -> Mapping[str, str]:
        """Both cuts as a text fills them in: "80%", "95%"."""
        return {"a": limit_percent(self.cuts[0]), "b": limit_percent(self.cuts[1])}

    @field_validator("cuts")
    @classmethod
    def cuts_ascend(cls, cuts: tuple[float, float]) -> tuple[float, float]:
        if not 0 < cuts[0] <= cuts[1] <= 1:
            raise PydanticCustomError("cuts_order", "two shares are needed, the smaller first, e.g. [0.80, 0.95]")
        return cuts


class Place(Struct, frozen=True, gc=False):
    """Where a value stands: customers of equal value share one place."""

    rank: int
    before: int  # the sum of all larger values


@dataclass(frozen=True, slots=True)
class Ranking:
    """All positive values of the customers, from the largest; prospects are not among them."""

    values: tuple[int, ...]
    places: Mapping[int, Place]  # by value
    total: int
    standing: Standing  # RANKED, or why there are no letters
    limits: Limits
    slack: int  # how far past a line, in cents, a class changes
    cuts_found: tuple[float, float] | None = None  # the limits as shares, where they were found in the values

    @property
    def a_share(self) -> float:
        """The share of all value that A ends at."""
        return self.limits.a / self.total

    def letter(self, cents: int) -> str | None:
        """The class of a value by this ranking alone; C for one of zero or less."""
        if self.standing is not RANKED:
            return None
        return self.limits.letter(self.places[cents].before) if cents > 0 else "C"

    @property
    def a_line(self) -> int | None:
        """The value of the last A; None where there are no letters."""
        of_class_a = takewhile(lambda value: self.letter(value) == "A", self.values)
        return min(of_class_a, default=None)


def rank(values: Sequence[int], settings: AbcSettings) -> Ranking:
    """The ranking of the positive ones among these values."""
    ordered = tuple(sorted((value for value in values if value > 0), reverse=True))
    places: dict[int, Place] = {}
    total = 0
    for position, value in enumerate(ordered, 1):
        if value not in places:
            places[value] = Place(position, total)
        total += value
    standing = RANKED
    if len(ordered) < settings.letters_from:
        standing = Standing.TOO_FEW
    elif ordered[0] == ordered[-1]:
        standing = Standing.ALL_TIED
    computed = settings.method == "computed" and len(ordered) >= settings.computed_from
    limits = limits_computed(ordered) if computed else limits_by_share(settings.cuts, total)
    slack = int(Fraction(repr(settings.hysteresis)) * total)
    found = (limits.a / total, limits.b / total) if computed else None
    return Ranking(ordered, places, total, standing, limits, slack, found)


def classify(facts: Sequence[Facts], run: Run) -> tuple[AbcResult, ...]:
    """The class of each customer, in the order given."""
    settings = run.policy.of(AbcSettings)
    worths = worths_of(facts, run, settings.value)
    customers = [worth for case, worth in zip(facts, worths, strict=True) if not case.is_prospect]
    now = rank([worth.cents for worth in customers if worth.cents is not None], settings)
    before = rank([worth.year_before for worth in customers if worth.year_before is not None], settings)
    return tuple(map(Rankings(now, before, settings, run.past, now.a_line).result, facts, worths))


@dataclass(frozen=True, slots=True)
class Rankings:
    """The ranking in W and that of the year before: they say the class of one customer after the other."""

    now: Ranking
    before: Ranking
    settings: AbcSettings
    past: Past
    a_line: int | None  # of ``now``

    def result(self, facts: Facts, worth: Worth) -> AbcResult:
        """One customer's class and what it rests on."""
        cents, left_out = worth.cents, worth.left_out
        previous = self.past.letter_of(facts.customer.key)
        if facts.is_prospect:
            return AbcResult(Standing.PROSPECT, None, previous=previous, left_out=left_out)
        own = facts.customer.own_class if self.settings.override and facts.customer.own_class in LETTERS else None
        if cents is not None and cents > 0:
            return self.placed(cents, facts, worth, previous, own)
        ranked, is_ranked = len(self.now.values), self.now.standing is RANKED
        if cents is None or not has_ordered(facts):
            return AbcResult(Standing.NO_FIGURE, own, previous=previous, ranked=ranked, left_out=left_out)
        return AbcResult(
            standing=Standing.NO_VALUE if is_ranked else self.now.standing,
            letter=own or ("C" if is_ranked else None),
            value_cents=cents,
            share=0.0,
            ranked=ranked,
            previous=previous,
            year_before_cents=worth.year_before,
            year_before_letter=self.letter_before(worth),
            left_out=left_out,
        )

    def placed(self, cents: int, facts: Facts, worth: Worth, previous: str | None, own: str | None) -> AbcResult:
        """The class of a customer who has a place in the ranking."""
        now, place = self.now, self.now.places[cents]
        letter, share_before = own or letter_now(place, previous, now), place.before / now.total
        missing = self.missing_to_a(cents, share_before, facts, worth) if letter in ("B", "C") else None
        return AbcResult(
            standing=now.standing,
            letter=letter,
            value_cents=cents,
            share=cents / now.total,
            share_before=share_before,
            rank=place.rank,
            ranked=len(now.values),
            previous=previous,
            year_before_cents=worth.year_before,
            year_before_letter=self.letter_before(worth),
            upgrade_missing_cents=missing,
            left_out=worth.left_out,
            cuts_found=now.cuts_found,
        )

    def missing_to_a(self, cents: int, share_before: float, facts: Facts, worth: Worth) -> int | None:
        """What a small A lacks to the last A, in cents; None for all others.

        A B or C is one whose unused wallet reaches to the A line, or who is near to it and grows; never with overdue
        debts.
        """
        if self.a_line is None or (facts.customer.overdue_amount or 0) > 0:
            return None
        missing, unused = max(self.a_line - cents, 0), unused_wallet_cents(facts.customer, cents)
        if unused is not None and unused >= missing:
            return missing
        settings, before = self.settings, worth.year_before
        if before is None or before <= 0 or share_before - self.now.a_share > settings.upgrade_within:
            return None
        return missing if cents >= before * (1 + settings.upgrade_growth) else None

    def letter_before(self, worth: Worth) -> str | None:
        """The class that his value of the year before made."""
        return self.before.letter(worth.year_before) if worth.year_before else None


def limits_told(cuts_found: tuple[float, float] | None, settings: AbcSettings) -> Mapping[str, str]:
    """Where A and B end, as texts fill it in: as set, or as found in the values themselves."""
    if cuts_found is None:
        return settings.cuts_told
    a, b = cuts_found
    return {"a": f"{a:.1%}", "b": f"{b:.1%}"}


def has_ordered(facts: Facts) -> bool:
    """Whether anything tells of an order ever, so that no value in W is a C and not a missing figure."""
    return bool(facts.orders) or not never_ordered(facts)


def letter_now(place: Place, previous: str | None, ranking: Ranking) -> str | None:
    """The class of a place, with the hysteresis that the policy asks for."""
    if ranking.standing is not RANKED:
        return None
    return letter_with_hysteresis(place.before, previous, ranking.limits, ranking.slack)
