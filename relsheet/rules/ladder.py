"""The sales ladder: what somebody's visits are about, from being there to working together; a coaching hint."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardTexts, board
from relsheet.rules.plan_report import journeys_of
from relsheet.rules.run import Run

#: The rungs that words tell of, the highest first; a visit that tells of none is on the lowest.
RUNGS = ("partner", "need", "product", "price")
LOWEST = "visitor"


class LadderSettings(Settings):
    """Words in a visit's purpose, notes or result that tell what it was about."""

    section: ClassVar[str] = "ladder"
    words: Mapping[str, tuple[str, ...]] = setting(
        {
            "partner": ("joint plan", "workshop", "roadmap", "co-develop", "联合", "共同开发", "战略", "年度规划"),
            "need": ("need", "problem", "require", "pain", "wants", "需求", "问题", "痛点", "要求", "希望"),
            "product": ("product", "demo", "sample", "specification", "trial", "产品", "样品", "演示", "方案", "试用"),
            "price": ("price", "discount", "quotation", "quote", "报价", "价格", "降价", "折扣"),
        },
        "Rung -> words; the highest rung that a visit tells of counts.",
    )
    visits_from: int = setting(5, "With fewer visits in W nothing is said of a person.", unit="visits", ge=1)


def rung_of(said: Iterable[str | None], words: Mapping[str, Sequence[str]]) -> str:
    """The highest rung that a row's purpose, notes and result tell of."""
    told = " ".join(filter(None, said)).casefold()
    return next((rung for rung in RUNGS for word in words.get(rung, ()) if word in told), LOWEST)


@board("ladder")
def ladder(cases: Sequence[Case], run: Run) -> Board:
    """Per person the visits of W on each rung, and a hint for the next one; by name, never a ranking."""
    say, settings = BoardTexts(run, "ladder"), run.policy.of(LadderSettings)
    # Counted first, read then: most rows of a log say what others say, too.
    told = Counter(
        [
            (visit.our_person, visit.purpose, visit.notes, visit.result)
            for case in cases
            for visit in journeys_of(case.facts, run)
            if visit.our_person
        ]
    )
    rungs: dict[str, Counter[str]] = defaultdict(Counter)
    for (person, *said), count in told.items():
        rungs[person][rung_of(said, settings.words)] += count
    ascending = (LOWEST, *reversed(RUNGS))
    heads = (say.head("person"), *(say.figures(rung, 1.2) for rung in ascending), say.head("hint", 5))
    rows = []
    for person in sorted(rungs):
        counts = rungs[person]
        if counts.total() >= settings.visits_from:
            usual = max(ascending, key=lambda rung: (counts[rung], -ascending.index(rung)))
            hint = run.texts(f"board.ladder.hint.{usual}")
            rows.append((person, *(counts[rung] or None for rung in ascending), hint))
    return say.board(rows, heads)
