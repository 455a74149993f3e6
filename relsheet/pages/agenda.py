"""The action list: everybody's or one person's actions, up to a day."""

from collections.abc import Collection
from datetime import date

from relsheet.pages.monday import open_actions
from relsheet.pages.tiles import end_of_week
from relsheet.rules.assessment import Assessment
from relsheet.rules.results import Action

TODAY, WEEK = "today", "week"


def agenda(
    assessment: Assessment, owners: Collection[str] | None = None, last_day: date | None = None
) -> tuple[Action, ...]:
    """The open actions of those owners that are due by that day, what is late included; the most urgent first."""
    return tuple(
        action
        for action in open_actions(assessment)
        if (owners is None or action.owner in owners) and (last_day is None or action.due <= last_day)
    )


def last_day_of(span: str, today: date) -> date:
    """The day that "today", "week" (the Sunday to come) or a date stands for; ValueError for anything else."""
    if span == TODAY:
        return today
    return end_of_week(today) if span == WEEK else date.fromisoformat(span)
