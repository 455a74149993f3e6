"""Why a clock cannot be judged: dates that are missing, unreadable, or in an impossible order, with their cells."""

from relsheet.records import Complaint, Moment
from relsheet.rules.complaint_course import Course, is_before
from relsheet.rules.instants import moment_text
from relsheet.rules.sla_clock import Terms

#: The fields that each clock rests on beside the day of receipt.
ENDS = {"reply": ("ack_at",), "resolve": ("resolved_at", "closed_at")}
PAUSE = ("paused_from", "paused_to")
#: Columns that say whether a complaint is over; without any of them every blank would look like an open case.
TELL_THE_END = frozenset({"status", "resolved_at", "closed_at"})


def why_no_start(complaint: Complaint, terms: Terms) -> str:
    """The date of receipt is missing, cannot be read, or is still to come (today is never the future)."""
    opened, cell = complaint.opened_at, terms.cell(complaint, "opened_at")
    if opened is not None:
        return terms.texts("sla.unknown.future", cell=cell, day=moment_text(opened))
    key = "unreadable" if "opened_at" in complaint.unreadable else "no_start"
    return terms.texts(f"sla.unknown.{key}", cell=cell)


def why_no_end(name: str, course: Course, done: Moment | None, terms: Terms) -> str | None:
    """Why the end of that clock ("reply", "resolve") is unknown: unreadable, or before the receipt; None if known."""
    complaint, opened = course.complaint, course.complaint.opened_at
    if done is None:
        return why_not_done(name, course, terms)
    if opened is None or not is_before(done, opened):
        return None
    end_cell = terms.cell(complaint, field_of(done, course))
    start_cell = terms.cell(complaint, "opened_at")
    end, start = moment_text(done), moment_text(opened)
    return terms.texts("sla.unknown.order", end=end, start=start, end_cell=end_cell, start_cell=start_cell)


def why_not_done(name: str, course: Course, terms: Terms) -> str | None:
    """Why nobody can tell whether it is done: the entry cannot be read, or no column says; None if it is not done."""
    complaint, texts = course.complaint, terms.texts
    unreadable = [field for field in ENDS[name] if field in complaint.unreadable]
    if "status" in complaint.unreadable and course.ended is None:
        unreadable.append("status")
    if unreadable:
        return texts("sla.unknown.unreadable", cell=terms.cell(complaint, unreadable[0]))
    columns = terms.columns_of(complaint)
    if name == "resolve" and columns and not columns.keys() & TELL_THE_END:
        return texts("sla.unknown.no_end_column")
    return None


def field_of(done: Moment, course: Course) -> str:
    """Which column an end came from."""
    complaint = course.complaint
    fields = {"ack_at": complaint.ack_at, "resolved_at": complaint.resolved_at, "closed_at": complaint.closed_at}
    return next((field for field, moment in fields.items() if moment is done), "opened_at")


def why_no_pause(complaint: Complaint, terms: Terms) -> str | None:
    """Waiting that ends before it begins, or that cannot be read: it would move the deadline of the resolution."""
    texts = terms.texts
    unreadable = [field for field in PAUSE if field in complaint.unreadable] if complaint.unreadable else []
    if unreadable:
        return texts("sla.unknown.unreadable", cell=terms.cell(complaint, unreadable[0]))
    start, end = complaint.paused_from, complaint.paused_to
    if start is None or end is None or not is_before(end, start):
        return None
    cells = {"end_cell": terms.cell(complaint, "paused_to"), "start_cell": terms.cell(complaint, "paused_from")}
    return texts("sla.unknown.order", end=moment_text(end), start=moment_text(start), **cells)
