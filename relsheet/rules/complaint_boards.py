"""How complaints went, as blocks: met in time and how long they took, by month, category, channel, priority, person."""

from collections.abc import Sequence

from relsheet.rules.assessment import Board, Case
from relsheet.rules.boards import BoardRule, BoardTexts, board
from relsheet.rules.lateness import duration_text
from relsheet.rules.once import once_for_all
from relsheet.rules.percent import percent
from relsheet.rules.run import Run
from relsheet.rules.sla_figures import ClockFigures, Grouping, Timed, ageing, figures_by, timed
from relsheet.texts import Texts

#: All groups share the words of one block; the label of a group is asked for under these keys where it is a code.
WORDS = {Grouping.CHANNEL: "board.channels", Grouping.PRIORITY: "sla.priority"}


def figures_board(grouping: Grouping) -> BoardRule:
    """The block of one grouping: counts, and shares only where ten cases or more stand behind them."""

    def figures(cases: Sequence[Case], run: Run) -> Board | None:
        groups = figures_by(grouping, timed_of(cases, run))
        has_reply = any(group.reply for group in groups)
        say = BoardTexts(run, f"complaints_by_{grouping}")
        words = BoardTexts(run, "complaint_figures")
        heads = [say.head("label"), words.figures("count"), words.figures("met"), words.figures("median", 2.0)]
        heads += [words.figures("p90", 2.0), *([words.figures("reply_met")] if has_reply else [])]
        rows = [
            (
                label_of(grouping, group.label, run.texts),
                group.complaints,
                met_text(group.resolve),
                span_text(group.resolve.median_seconds, run.texts),
                span_text(group.resolve.p90_seconds, run.texts),
                *([met_text(group.reply) if group.reply else None] if has_reply else []),
            )
            for group in groups
        ]
        return say.board(rows, heads)

    return figures


@once_for_all
def timed_of(cases: Sequence[Case], run: Run) -> tuple[Timed, ...]:
    """All complaints of customers, with their times: five blocks count them."""
    return timed(verdict for case in cases for verdict in case.verdicts)


for each in Grouping:
    board(f"complaints_by_{each}")(figures_board(each))


@board("complaint_ages")
def ages(cases: Sequence[Case], run: Run) -> Board:
    """The open complaints by their age in working days."""
    say = BoardTexts(run, "complaint_ages")
    found = ageing(verdict for case in cases for verdict in case.verdicts)
    counts = (found.up_to_1, found.up_to_3, found.up_to_7, found.older)
    heads = tuple(map(say.figures, ("up_to_1", "up_to_3", "up_to_7", "older")))
    return say.board([counts] if any(counts) else [], heads)


def label_of(grouping: Grouping, label: str, texts: Texts) -> str:
    """A group's name as people say it; "not recorded" where the sheet does not say."""
    if not label:
        return texts("board.complaint_figures.none")
    return texts(f"{WORDS[grouping]}.{label}") if grouping in WORDS else label


def met_text(clock: ClockFigures) -> str | None:
    """The share that was met, else the counts where they are too few for one."""
    if not clock.judged:
        return None
    return (
        f"{percent(clock.share_met)} ({clock.judged})"
        if clock.share_met is not None
        else f"{clock.met} / {clock.judged}"
    )


def span_text(seconds: int | None, texts: Texts) -> str | None:
    """Working time in hours and minutes."""
    return None if seconds is None else duration_text(seconds, 0, texts)
