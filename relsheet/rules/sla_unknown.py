"""Why a clock cannot be judged: dates that are missing, unreadable, or in an impossible order, with their cells."""

from relsheet.records import Moment
from relsheet.rules.complaint_course import Course, is_before
from relsheet.rules.lateness import moment_text
from relsheet.rules.sla_clock import Terms
from relsheet.rules.sla_settings import as_date

#: The fields that each clock rests on beside the day of receipt.
ENDS = {"reply": ("ack_at",), "resolve": ("resolved_at", "closed_at")}
#: Columns that say whether a complaint is over; without any of them every blank would look like an open case.
TELL_THE_END = frozenset({"status", "resolved_at", "closed_at"})


def why_unknown(name: str, course: Course, terms: Terms) -> str | None:
    """Why the clock "reply" or "resolve" cannot be judged; None if it can."""
    return why_start(course, terms) or why_end(name, course, terms) or why_pause(name, course, terms)


def why_start(course: Course, terms: Terms) -> str | None:
    """No date of receipt, or one that is still to come (today is never the future)."""
    complaint, texts = course.complaint, terms.texts
    opened, cell = complaint.opened_at, terms.cell(complaint, "opened_at")
    if opened is None:
        key = "unreadable" if "opened_at" in complaint.unreadable else "no_start"
        return texts(f"sla.unknown.{key}", cell=cell)
    if as_date(opened) > terms.now.date():
        return texts("sla.unknown.future", cell=cell, day=moment_text(opened))
    return None


def why_end(name: str, course: Course, terms: Terms) -> str | None:
    """An end that cannot be read, or that lies before the receipt."""
    complaint, texts = course.complaint, terms.texts
    done = course.ended if name == "resolve" else course.replied
    if done is None:
        unreadable = [field for field in ENDS[name] if field in complaint.unreadable]
        if "status" in complaint.unreadable and course.ended is None:
            unreadable.append("status")
        if unreadable:
            return texts("sla.unknown.unreadable", cell=terms.cell(complaint, unreadable[0]))
        columns = terms.columns.get(complaint.origin.tab, {})
        if name == "resolve" and columns and not columns.keys() & TELL_THE_END:
            return texts("sla.unknown.no_end_column")
        return None
    opened = complaint.opened_at
    if opened is None or not is_before(done, opened):
        return None
    cells = {
        "end_cell": terms.cell(complaint, field_of(done, course)),
        "start_cell": terms.cell(complaint, "opened_at"),
    }
    return texts("sla.unknown.order", end=moment_text(done), start=moment_text(opened), **cells)


def field_of(done: Moment, course: Course) -> str:
    """Which column an end came from."""
    complaint = course.complaint
    fields = {"ack_at": complaint.ack_at, "resolved_at": complaint.resolved_at, "closed_at": complaint.closed_at}
    return next((field for field, moment in fields.items() if moment is done), "opened_at")


def why_pause(name: str, course: Course, terms: Terms) -> str | None:
    """Waiting that ends before it begins, or that cannot be read: it would move the deadline of the resolution."""
    complaint, texts = course.complaint, terms.texts
    if name == "reply":
        return None
    unreadable = [field for field in ("paused_from", "paused_to") if field in complaint.unreadable]
    if unreadable:
        return texts("sla.unknown.unreadable", cell=terms.cell(complaint, unreadable[0]))
    start, end = complaint.paused_from, complaint.paused_to
    if start is None or end is None or not is_before(end, start):
        return None
    cells = {"end_cell": terms.cell(complaint, "paused_to"), "start_cell": terms.cell(complaint, "paused_from")}
    return texts("sla.unknown.order", end=moment_text(end), start=moment_text(start), **cells)
