"""Which field a header resembles that no dictionary knows: a suggestion, never a mapping."""

import re
from collections.abc import Collection

from relsheet.intake.header_dictionary import Rank, claims_of
from relsheet.intake.header_text import HeaderText
from relsheet.intake.spelling import nearest
from relsheet.records import Role

#: How far a header must resemble a spelling, of 100 (convention).
ALIKE, ALIKE_IN_CHINESE = 86, 75
YEAR = re.compile(r"(?:19|20)\d\d年?|ytd$")
#: Words that make one header another thing than a like one: 首次联系 is not 最近联系, nor is 毛利率 an amount of 毛利.
TIMES = tuple(
    re.compile(words)
    for words in (
        "首次|第一次|初次|first|initial",
        "下次|下一|下步|next",
        "上次|最近|最后|末次|last|latest",
        "计划|预计|目标|预测|plan|expected|target|forecast|budget",
        "完成|实际|done|completed|actual",
        "去年|上年|前年|lastyear|previous|prior",
        "率|占比|比例|percent|rate$",
    )
)


def resembled(role: Role, header: HeaderText, taken: Collection[str]) -> str | None:
    """The field that a header may be meant for, of those that are not taken; None where it resembles none."""
    return _of_a_year(role, header, taken) or _alike(role, header.normal, taken)


def _of_a_year(role: Role, header: HeaderText, taken: Collection[str]) -> str | None:
    """The field of Revenue 2025 is that of Revenue; which year is wanted, only the user knows."""
    claims = claims_of(role).get(YEAR.sub("", header.normal), ())
    return next((claim.field for claim in claims if claim.field not in taken), None)


def _alike(role: Role, header: str, taken: Collection[str]) -> str | None:
    wanted = {
        spelling: claims[0].field
        for spelling, claims in claims_of(role).items()
        if claims[0].rank <= Rank.WEAK and claims[0].field not in taken
    }
    like = nearest(header, list(wanted), ALIKE if header.isascii() else ALIKE_IN_CHINESE)
    return wanted[like] if like and _times(header) == _times(like) else None


def _times(header: str) -> tuple[bool, ...]:
    """Which of the opposites a folded header names."""
    return tuple(bool(words.search(header)) for words in TIMES)
