"""Benefit by benefit, what a customer gets of us less what he gets of his other supplier, as he rates both."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from relsheet.policy import Settings, setting
from relsheet.records import Competitor
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, does_not_apply, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.loyalty import FACTORS
from relsheet.rules.results import Facts
from relsheet.rules.run import Run
from relsheet.rules.situation import Answer, Situation, term


class RivalGapSettings(Settings):
    """Which of our six ratings a benefit of a rival's is compared with."""

    section: ClassVar[str] = "rival_gap"
    words: Mapping[str, tuple[str, ...]] = setting(
        {
            "skill": ("skill", "expert", "advice", "image", "专业", "技能", "形象"),
            "devotion": ("devot", "commit", "attitude", "敬业", "投入", "态度"),
            "speed": ("speed", "fast", "delivery", "respons", "lead time", "速度", "快", "交期", "交货", "响应"),
            "product": ("product", "quality", "technolog", "产品", "质量", "品质", "技术"),
            "service": ("service", "support", "repair", "服务", "售后", "维修"),
            "strength": ("strength", "size", "brand", "capacity", "实力", "规模", "品牌", "产能"),
        },
        "Our rating -> words in the benefit column of the competitors tab.",
    )


class RatedBoth(Struct, frozen=True, gc=False):
    """One benefit as the customer rates it. ``points``: ours less the rival's."""

    factor: str
    ours: float
    theirs: float
    rival: str | None

    @property
    def points(self) -> float:
        return round(self.ours - self.theirs, 4)


def compared_of(facts: Facts, run: Run) -> tuple[RatedBoth, ...]:
    """Each benefit that he rates with us and with a rival, in the order of our ratings; the best rival counts.

    Empty too where the two are rated on different scales: 4 of 5 and 80 of 100 say nothing of each other.
    """
    if run.known.best_rating != run.known.best_view:
        return ()
    words = run.policy.of(RivalGapSettings).words
    best: dict[str, Competitor] = {}
    for row in facts.competitors:
        factor = factor_of(row, words)
        if factor is not None and row.customer_view is not None:
            before = best.get(factor)
            if before is None or (row.customer_view, row.name or "") > (before.customer_view or 0, before.name or ""):
                best[factor] = row
    ours: Mapping[str, float | None] = {name: getattr(facts.customer, f"rated_{name}") for name in FACTORS}
    return tuple(
        RatedBoth(name, own, theirs.customer_view, theirs.name)
        for name, theirs in sorted(best.items(), key=lambda item: FACTORS.index(item[0]))
        if (own := ours[name]) is not None and theirs.customer_view is not None
    )


def factor_of(row: Competitor, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """The rating of ours that a rival's benefit stands beside."""
    told = (row.benefit or "").casefold()
    return next((name for name in FACTORS if any(word in told for word in words.get(name, ()))), None)


@customer_column("rival_gap")
def rival_gap(case: Case, run: Run) -> Finding:
    """Ours less the rival's, benefit by benefit; a dash where no rival is rated, unknown where we are not."""
    rated = [row for row in case.facts.competitors if row.customer_view is not None]
    if not rated:
        return does_not_apply()
    found, texts = compared_of(case.facts, run), run.texts
    if not found:
        return not_known(texts("rival_gap.reason.unknown"))
    join = texts("profile.join")
    text = join.join(f"{texts(f'loyalty.{each.factor}')} {each.points:+g}" for each in found)
    reason = join.join(
        texts(
            "rival_gap.reason",
            benefit=texts(f"loyalty.{each.factor}"),
            ours=f"{each.ours:g}",
            theirs=f"{each.theirs:g}",
            rival=each.rival or "…",
        )
        for each in found
    )
    value = ",".join(f"{each.factor}{each.points:+g}" for each in found)
    tone = Tone.WATCH if any(each.points < 0 for each in found) else Tone.NEUTRAL
    return Finding(value, text, tone, reason)


@term("rival_lead")
def rival_lead(at: Situation) -> Answer:
    """The benefit in which a rival is furthest ahead of us; None where none is, or nobody rated both."""
    found = compared_of(at.facts, at.run) if at.facts.competitors else ()
    behind = min(found, key=lambda each: each.points, default=None)
    return behind.factor if behind is not None and behind.points < 0 else None


@term("rival_lead_text")
def rival_lead_text(at: Situation) -> Answer:
    """The same in words."""
    factor = rival_lead(at)
    return None if factor is None else at.run.texts(f"loyalty.{factor}")
