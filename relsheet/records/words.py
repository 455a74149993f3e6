"""The words that records are made of: what a tab is for, how deep a relationship, how urgent a complaint."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a tab is for; the keys of ``[tabs]`` and ``[headers.*]``."""

    CUSTOMERS = "customers"
    VISITS = "visits"
    COMPLAINTS = "complaints"
    CONTACTS = "contacts"
    ORDERS = "orders"
    COMPETITORS = "competitors"
    PLANS = "plans"
    CALENDAR = "calendar"


class Tier(IntEnum):
    """How deep the relationship is; not a grade. Prints as T1 ... T4 (``Tier.name`` with the digit)."""

    TRANSACTIONAL = 1
    PREFERRED = 2
    PARTNER = 3
    ALLIANCE = 4

    @property
    def code(self) -> str:
        """The machine's word: "T1" ... "T4"."""
        return f"T{int(self)}"


class CustomerStatus(StrEnum):
    ACTIVE = "active"
    TRIAL = "trial"
    PROSPECT = "prospect"
    DORMANT = "dormant"
    LOST = "lost"


class VisitMode(StrEnum):
    VISIT = "visit"
    CALL = "call"
    ONLINE = "online"
    MESSAGE = "message"
    HOSTED = "hosted"
    SOCIAL = "social"


class ContactLevel(StrEnum):
    EXECUTIVE = "executive"
    MANAGER = "manager"
    STAFF = "staff"


class ComplaintStatus(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    INVALID = "invalid"


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Channel(StrEnum):
    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in_person"
    EMAIL = "email"
    WECHAT = "wechat"
    WEB = "web"
    MEDIA = "media"
    LEGAL = "legal"
