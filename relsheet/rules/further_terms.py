"""What the plays on tier and class, letters, results, reports and second suppliers ask."""

from datetime import timedelta
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.records import Role
from relsheet.rules.complaint_flags import (
    ComplaintFlagSettings,
    awaits_feedback,
    feedback_is_kept,
    is_recent,
    is_unanswered,
    recurrence_text,
    recurrences_of,
)
from relsheet.rules.plan_report import JOURNEYS, is_report_due, is_reported
from relsheet.rules.results import Verdict
from relsheet.rules.rival import rivals_of
from relsheet.rules.situation import Answer, Situation, term
from relsheet.rules.stage import StageSettings
from relsheet.rules.tier_reason import refuted_text
from relsheet.rules.wallet import share_of_wallet


class ReportGapSettings(Settings):
    """When a missing report is asked for."""

    section: ClassVar[str] = "report_gap"
    days: int = setting(30, "Only for visits of so many last days: what is older is forgotten.", unit="days", ge=1)


@term("tier_open")
def tier_open(at: Situation) -> Answer:
    """Whether the next tier is neither proven nor refuted."""
    return at.tier.next_unknown


@term("letter_unanswered")
def letter_unanswered(at: Situation) -> Answer:
    """Whether this complaint, a letter or e-mail, got no answer."""
    subject = at.subject
    return is_unanswered(subject) and is_recent(subject, at) if isinstance(subject, Verdict) else None


@term("complaint_unsatisfied")
def complaint_unsatisfied(at: Situation) -> Answer:
    """Whether the customer was not content with how this complaint ended, and it is not too old to be spoken of."""
    subject = at.subject
    return subject.unsatisfied and is_recent(subject, at) if isinstance(subject, Verdict) else None


@term("result_untold")
def result_untold(at: Situation) -> Answer:
    """Whether nothing shows that the customer was told how this complaint was solved."""
    subject = at.subject
    if not isinstance(subject, Verdict) or not feedback_is_kept(at.run):
        return None
    days = subject.age_days
    is_old = days is not None and days > at.run.policy.of(ComplaintFlagSettings).feedback_days
    return is_old and awaits_feedback(subject) and is_recent(subject, at)


@term("recurring")
def recurring(at: Situation) -> Answer:
    """Which fault comes back, where he was the first to complain of it: its cause is one task, not one per customer."""
    if not at.verdicts:
        return None
    key = at.customer.key
    first = (found for found in recurrences_of(at.verdicts) if found.customers[:1] == (key,))
    fault = next(first, None)
    return recurrence_text(fault, at.run.texts) if fault is not None else None


@term("report_missing")
def report_missing(at: Situation) -> Answer:
    """The day of his last visit if it was lately and nobody wrote down what came out; None in a log without results."""
    if not at.facts.visits:
        return None
    last = at.facts.visits[-1]
    if is_reported(last) or last.mode not in JOURNEYS:
        return None
    oldest = at.run.today - timedelta(days=at.run.policy.of(ReportGapSettings).days)
    if last.date < oldest or not is_report_due(last, at.run):
        return None
    if not at.run.book.has(Role.VISITS, "result"):
        return None
    return last.date


@term("secondary_supplier")
def secondary_supplier(at: Situation) -> Answer:
    """Whether we have a part of his wallet while somebody known to us has the most; None without our share."""
    share = share_of_wallet(at.customer, at.abc.value_cents, at.run.known.currency)
    settings = at.run.policy.of(StageSettings)
    if share is None or at.customer.is_main_supplier:
        return None
    return bool(rivals_of(at.facts)) and settings.secondary_share <= share < settings.main_share


@term("rival")
def rival(at: Situation) -> Answer:
    """Who else supplies him."""
    return at.run.texts("profile.join").join(rivals_of(at.facts)) or None


@term("tier_reason")
def tier_reason(at: Situation) -> Answer:
    """What keeps him from the next tier."""
    above = next((gate for gate in at.tier.gates if gate.tier > (at.tier.tier or 0)), None)
    return refuted_text(above, at.run.texts) if above is not None else None
