"""How soon a complaint is owed an answer and a solution: the targets, and who sets others."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from relsheet.errors import UsageError
from relsheet.policy import Settings, setting
from relsheet.records import Channel, Complaint, Priority
from relsheet.rules.targets import Target, parse_target

#: A complaint that has gone to the press or to a lawyer is never an ordinary one.
ESCALATED = frozenset({Channel.MEDIA, Channel.LEGAL})


def checked(written: str) -> str:
    """The target as it was written; ValueError if it is none, or not ahead."""
    try:
        target = parse_target(written)
    except UsageError as err:
        raise ValueError(f"{written!r} is no target; write it as 8wh, 5wd, 24h or 2d") from err
    if target.amount <= 0:
        raise ValueError(f"{written!r} is not ahead")
    return written


class ClockTargets(BaseModel):
    """The two targets of a priority."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    reply: str = setting("1wd", "First reply: ws, wm, wh working time; wd close of the n-th working day; h, d clock.")
    resolve: str = setting("5wd", "Solution.")

    _check = field_validator("reply", "resolve")(checked)


class SlaRule(BaseModel):
    """Other targets for some complaints. Conditions that are left out match all; the first rule that matches counts."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    channel: tuple[Channel, ...] = setting((), 'Channels: ["media", "legal"].')
    category: tuple[str, ...] = setting((), "Categories as they stand in the sheet.")
    letter: tuple[str, ...] = Field(
        default=(),
        alias="class",
        description='Classes of the customer: ["A"].',
        json_schema_extra={"source": "convention", "unit": ""},
    )
    priority: tuple[Priority, ...] = setting((), "Priorities.")
    valid_from: date | None = setting(None, "Only complaints received on this day or later.")
    reply: str | None = setting(None, "First reply; left out: the next rule, or the priority's.")
    resolve: str | None = setting(None, "Solution; left out: the next rule, or the priority's.")

    @field_validator("channel", "category", "letter", "priority", mode="before")
    @classmethod
    def may_be_one(cls, written: object) -> object:
        return (written,) if isinstance(written, str) else written

    @field_validator("reply", "resolve")
    @classmethod
    def is_a_target(cls, written: str | None) -> str | None:
        return written if written is None else checked(written)

    def matches(self, complaint: Complaint, priority: Priority, letter: str | None) -> bool:
        """Whether the complaint meets every condition; what is not recorded meets none."""
        opened = complaint.opened_at
        if self.valid_from is not None and (opened is None or as_date(opened) < self.valid_from):
            return False
        category = (complaint.category or "").strip().casefold()
        return (
            (not self.channel or complaint.channel in self.channel)
            and (not self.category or category in {name.strip().casefold() for name in self.category})
            and (not self.letter or letter in self.letter)
            and (not self.priority or priority in self.priority)
        )


class SlaSettings(Settings):
    """Deadlines of complaints."""

    section: ClassVar[str] = "sla"
    urgent: ClockTargets = setting(ClockTargets(reply="4wh", resolve="2wd"), "Targets of urgent complaints.")
    high: ClockTargets = setting(ClockTargets(reply="1wd", resolve="3wd"), "Targets of high priority.")
    normal: ClockTargets = setting(ClockTargets(reply="1wd", resolve="5wd"), "Targets of normal priority.")
    low: ClockTargets = setting(ClockTargets(reply="2wd", resolve="10wd"), "Targets of low priority.")
    at_risk: float = setting(0.75, "Share of a target's time from which it is due soon.", unit="share", gt=0, le=1)
    stale_days: int = setting(90, "Open for longer without any entry: is it still open?", unit="days", ge=1)
    rule: tuple[SlaRule, ...] = setting((), "[[sla.rule]]: other targets by channel, category, class, from a day on.")

    @field_validator("urgent", "high", "normal", "low", mode="before")
    @classmethod
    def keep_the_other(cls, written: object, info: ValidationInfo) -> object:
        """Whoever sets one of the two targets keeps this priority's other one."""
        default = cls.model_fields[info.field_name or ""].default
        return default.model_dump() | dict(written) if isinstance(written, Mapping) else written

    def of(self, priority: Priority) -> ClockTargets:
        """The targets of a priority."""
        targets: ClockTargets = getattr(self, priority)
        return targets

    def targets(self, complaint: Complaint, priority: Priority, letter: str | None) -> tuple[Target, Target]:
        """When this complaint is owed a reply and a solution; ``letter`` is the customer's class."""
        reply = resolve = None
        for rule in self.rule:
            if rule.matches(complaint, priority, letter):
                reply, resolve = reply or rule.reply, resolve or rule.resolve
        base = self.of(priority)
        return parse_target(reply or base.reply), parse_target(resolve or base.resolve)


def as_date(moment: date) -> date:
    """The day of a moment, whether or not its time is known (a datetime is a date, too)."""
    return moment.date() if isinstance(moment, datetime) else moment


def effective_priority(complaint: Complaint) -> tuple[Priority, str | None]:
    """The priority that counts, and a text key where it is not the complaint's own."""
    own = complaint.priority
    if complaint.channel in ESCALATED and (own is None or own in (Priority.LOW, Priority.NORMAL)):
        return Priority.HIGH, "sla.priority.escalated"
    if own is not None:
        return own, None
    return Priority.NORMAL, "sla.priority.unreadable" if "priority" in complaint.unreadable else "sla.priority.unknown"
