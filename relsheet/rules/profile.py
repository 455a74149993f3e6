"""How much of a customer's profile is filled in, and how fresh it is: ten questions, more of them for an A than a C."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Competitor, Order
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.flags import flag
from relsheet.rules.once import once, once_each
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term


class ProfileSettings(Settings):
    """Which questions are asked of which class, and when an answer is old."""

    section: ClassVar[str] = "profile"
    ask_a: tuple[str, ...] = setting(
        ("who", "pays", "uses", "trend", "benefit", "elsewhere", "why_us", "need", "when", "how_much"),
        "Questions that must be answered for a class A customer.",
    )
    ask_b: tuple[str, ...] = setting(
        ("who", "pays", "uses", "trend", "elsewhere", "need", "when"), "... for a class B."
    )
    ask_c: tuple[str, ...] = setting(("who", "pays", "uses", "need"), "... for a class C, and without a class.")
    stale_a: int = setting(180, "The profile of a class A is stale after so long.", unit="days", ge=1)
    stale_other: int = setting(365, "... of all others.", unit="days", ge=1)
    gap_below: float = setting(0.5, "A class A or B under this share gets a play.", ge=0, le=1)


PRODUCT: Callable[[Order], str | None] = attrgetter("product")
BENEFIT: Callable[[Competitor], str | None] = attrgetter("benefit")


def answers_in(facts: Facts) -> Mapping[str, object]:
    """The ten questions with what answers them; something false where nothing does."""
    customer = facts.customer
    return {
        "who": customer.primary_contact or facts.contacts,
        "pays": customer.revenue is not None or facts.orders,
        "uses": customer.current_product or any(map(PRODUCT, facts.orders)),
        "trend": len(facts.orders) > 1,
        "benefit": customer.expectation is not None or any(map(BENEFIT, facts.competitors)),
        "elsewhere": customer.competitor or facts.competitors,
        "why_us": customer.supplier_rank or customer.satisfaction is not None,
        "need": customer.needs,
        "when": customer.next_contact or customer.contract_end or facts.plans,
        "how_much": customer.wallet is not None or customer.share_of_wallet is not None,
    }


@once
def unanswered(facts: Facts, run: Run) -> tuple[str, ...]:
    """The questions without an answer, whether they are asked of him or not."""
    return tuple([name for name, answer in answers_in(facts).items() if not answer])


def missing_of(facts: Facts, letter: str | None, run: Run) -> tuple[tuple[str, ...], int]:
    """(the questions without an answer, how many are asked) of a customer of that class."""
    return asked_and_open(run, unanswered(facts, run), letter)


@once_each
def asked_and_open(run: Run, left_open: tuple[str, ...], letter: str | None) -> tuple[tuple[str, ...], int]:
    """The same for all customers of that class with these questions open."""
    settings = run.policy.of(ProfileSettings)
    asked = settings.ask_a if letter == "A" else settings.ask_b if letter == "B" else settings.ask_c
    return tuple(name for name in asked if name in left_open), len(asked)


def letter_of(letter: str | None, facts: Facts) -> str | None:
    """His class as computed, else as somebody entered it."""
    return letter or facts.customer.own_class


@customer_column("profile")
def profile(case: Case, run: Run) -> Finding:
    """The share of the questions asked of his class that have an answer."""
    missing, asked = missing_of(case.facts, letter_of(case.abc.letter, case.facts), run)
    return share_answered(run, asked - len(missing), asked)


@once_each
def share_answered(run: Run, count: int, asked: int) -> Finding:
    """The cell of all customers of whom so much is known."""
    share = 1 - (asked - count) / asked if asked else 1.0
    reason = run.texts("profile.reason", answered=count, asked=asked)
    return Finding(round(share, 4), f"{share:.0%}", Tone.NEUTRAL, reason)


@customer_column("profile_missing")
def profile_missing(case: Case, run: Run) -> Finding:
    """Which questions have no answer yet."""
    missing, _ = missing_of(case.facts, letter_of(case.abc.letter, case.facts), run)
    return told(run, missing)


@once_each
def told(run: Run, missing: tuple[str, ...]) -> Finding:
    """The cell of all customers whose profile lacks these answers."""
    text = run.texts("profile.join").join(run.texts(f"profile.{name}") for name in missing)
    return Finding(",".join(missing) or None, text or run.texts("profile.complete"), Tone.NEUTRAL, text)


@term("profile_gap")
def profile_gap(at: Situation) -> Answer:
    """Whether an A or B lacks much of his profile; None where the team keeps no profiles."""
    if "needs" not in at.run.known.filled:
        return None
    letter, settings = letter_of(at.abc.letter, at.facts), at.run.policy.of(ProfileSettings)
    if letter not in ("A", "B"):
        return False
    missing, asked = missing_of(at.facts, letter, at.run)
    return asked > 0 and 1 - len(missing) / asked < settings.gap_below


@term("profile_missing")
def profile_missing_text(at: Situation) -> Answer:
    missing, _ = missing_of(at.facts, letter_of(at.abc.letter, at.facts), at.run)
    return at.run.texts("profile.join").join(at.run.texts(f"profile.{name}") for name in missing[:3])


@flag("stale")
def stale(at: Situation) -> str | None:
    """The row was last brought up to date long ago; silent where no date is entered."""
    updated, settings = at.customer.updated_at, at.run.policy.of(ProfileSettings)
    if updated is None:
        return None
    limit = settings.stale_a if letter_of(at.abc.letter, at.facts) == "A" else settings.stale_other
    age = (at.run.today - updated).days
    return at.run.texts("flag.stale.reason", updated=updated, days=age, limit=limit) if age > limit else None
