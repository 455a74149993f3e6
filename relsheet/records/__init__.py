"""What a CRM holds, as records: the rows, the words they are made of, what earlier runs found, and the book."""

from relsheet.records.book import Book, MappedTab
from relsheet.records.past import History, PastAction, PastRun, PastStanding, TodoRow
from relsheet.records.places import Day, Moment, Origin, column_letters
from relsheet.records.rows import CalendarDay, Competitor, Complaint, Contact, Customer, DayKind, Order, Plan, Visit
from relsheet.records.words import (
    Channel,
    ComplaintStatus,
    ContactLevel,
    CustomerStatus,
    Priority,
    Role,
    Tier,
    VisitMode,
)

__all__ = [
    "Book",
    "CalendarDay",
    "Channel",
    "Competitor",
    "Complaint",
    "ComplaintStatus",
    "Contact",
    "ContactLevel",
    "Customer",
    "CustomerStatus",
    "Day",
    "DayKind",
    "History",
    "MappedTab",
    "Moment",
    "Order",
    "Origin",
    "PastAction",
    "PastRun",
    "PastStanding",
    "Plan",
    "Priority",
    "Role",
    "Tier",
    "TodoRow",
    "Visit",
    "VisitMode",
    "column_letters",
]
