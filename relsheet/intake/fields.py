"""The fields of each role, and how the cells of each are read: the reader needs no other table.

``kind`` says which parser reads the column and so the type of its values (``relsheet.intake.values``); ``words`` names
the dictionary in config/values.toml; ``member`` the enum whose members come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from relsheet.records import (
    Channel,
    ComplaintStatus,
    ContactLevel,
    CustomerStatus,
    DayKind,
    Priority,
    Role,
    Tier,
    VisitMode,
)


class Kind(StrEnum):
    """How a column is read; None always means that nothing was recorded."""

    ID = "id"  # str: leading zeros kept, 12.0 is "12"
    TEXT = "text"  # str
    LABEL = "label"  # str: short, the same few in many rows
    PERSON = "person"  # str
    PHONE = "phone"  # str
    EMAIL = "email"  # str
    DATE = "date"  # date
    BEGINNING = "beginning"  # date; a year or a month alone is its last day
    MOMENT = "moment"  # date where no time of day is known, else aware datetime
    MONEY = "money"  # Decimal, in whole units (yuan, not 万元)
    NUMBER = "number"  # Decimal
    SPAN = "span"  # int, whole calendar days: 30, 每月
    PERCENT = "percent"  # float, 0.35 for 35 %
    DISCOUNT = "discount"  # float, 0.1 for 10 % off and for 9折
    RATING = "rating"  # float
    MARK = "mark"  # bool
    WORD = "word"  # member of the field's enum, or the dictionary's key
    DATE_OR_MARK = "date_or_mark"  # date or bool
    CURRENCY = "currency"  # str, ISO code


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a role as it is read from a column."""

    name: str
    kind: Kind
    words: str = ""
    member: type[Enum] | None = None


def _fields(*fields: Field) -> Mapping[str, Field]:
    return {field.name: field for field in fields}


def _all(kind: Kind, names: str) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name in names.split())


def _marks(**dictionaries: str) -> tuple[Field, ...]:
    return tuple(Field(name, Kind.MARK, words) for name, words in dictionaries.items())


FIELDS: Mapping[Role, Mapping[str, Field]] = {
    Role.CUSTOMERS: _fields(
        *_all(Kind.ID, "id tax_id"),
        *_all(
            Kind.TEXT,
            "name alias address source next_action supplier_rank payment needs current_product competitor notes",
        ),
        *_all(Kind.LABEL, "customer_type industry region"),
        *_all(Kind.PERSON, "owner primary_contact"),
        *_all(Kind.PHONE, "phone"),
        *_all(Kind.EMAIL, "email"),
        *_all(Kind.SPAN, "contact_interval"),
        *_all(Kind.BEGINNING, "first_order"),
        *_all(Kind.DATE, "last_order last_contact next_contact contract_end updated_at"),
        *_all(Kind.MONEY, "revenue margin cost_to_serve wallet overdue_amount rebate"),
        *_all(Kind.PERCENT, "margin_rate share_of_wallet"),
        *_all(Kind.DISCOUNT, "discount"),
        *_all(Kind.RATING, "satisfaction expectation"),
        *_all(Kind.RATING, "rated_skill rated_devotion rated_speed rated_product rated_service rated_strength"),
        *_marks(contract="contract", exclusivity="exclusivity", joint_plan="joint_plan", equity_link="equity_link"),
        *_marks(custom_work="custom_work", integration="integration", teaches_us="teaches_us"),
        Field("status", Kind.WORD, "customer_status", CustomerStatus),
        Field("abc_class", Kind.WORD, "abc"),
        Field("tier", Kind.WORD, "tier", Tier),
    ),
    Role.VISITS: _fields(
        *_all(Kind.ID, "id"),
        *_all(Kind.TEXT, "customer purpose notes result next_step promise signal status"),
        *_all(Kind.PERSON, "contact our_person"),
        *_all(Kind.DATE, "date planned_date next_date promise_due"),
        *_all(Kind.MONEY, "cost"),
        Field("mode", Kind.WORD, "visit_mode", VisitMode),
        Field("contact_level", Kind.WORD, "contact_level", ContactLevel),
        Field("promise_done", Kind.DATE_OR_MARK, "promise_done"),
    ),
    Role.COMPLAINTS: _fields(
        *_all(Kind.ID, "id"),
        *_all(Kind.TEXT, "customer product description resolution promise cause"),
        *_all(Kind.LABEL, "category"),
        *_all(Kind.PERSON, "contact handler"),
        *_all(Kind.MOMENT, "opened_at ack_at resolved_at closed_at reopened_at paused_from paused_to due_at"),
        *_all(Kind.DATE, "promise_due"),
        *_marks(satisfaction="satisfied", valid="valid"),
        Field("channel", Kind.WORD, "channel", Channel),
        Field("priority", Kind.WORD, "priority", Priority),
        Field("status", Kind.WORD, "complaint_status", ComplaintStatus),
        Field("promise_done", Kind.DATE_OR_MARK, "promise_done"),
    ),
    Role.CONTACTS: _fields(
        *_all(Kind.TEXT, "customer wechat"),
        *_all(Kind.LABEL, "title department attitude interest trust"),
        *_all(Kind.PERSON, "name our_owner"),
        *_all(Kind.PHONE, "phone"),
        *_all(Kind.EMAIL, "email"),
        *_all(Kind.DATE, "birthday"),
        *_marks(left="left"),
        Field("level", Kind.WORD, "contact_level", ContactLevel),
        Field("role", Kind.WORD, "contact_role"),
    ),
    Role.ORDERS: _fields(
        *_all(Kind.ID, "id"),
        *_all(Kind.TEXT, "customer product"),
        *_all(Kind.DATE, "date"),
        *_all(Kind.MONEY, "amount margin"),
        *_all(Kind.NUMBER, "quantity"),
        *_all(Kind.CURRENCY, "currency"),
        *_marks(kind="is_return"),
    ),
    Role.COMPETITORS: _fields(
        *_all(Kind.TEXT, "customer name benefit weakness event"),
        *_all(Kind.RATING, "customer_view"),
        *_all(Kind.PERCENT, "share"),
        *_all(Kind.DATE, "event_date"),
    ),
    Role.PLANS: _fields(
        *_all(Kind.TEXT, "customer purpose"),
        *_all(Kind.DATE, "date"),
        *_all(Kind.PERSON, "person"),
        *_marks(done="plan_done"),
    ),
    Role.CALENDAR: _fields(
        *_all(Kind.DATE, "day"),
        *_all(Kind.TEXT, "hours"),
        Field("kind", Kind.WORD, "day_kind", DayKind),
    ),
}

#: Fields without which a tab cannot play its role.
REQUIRED: Mapping[Role, tuple[str, ...]] = {
    Role.CUSTOMERS: ("name",),
    Role.VISITS: ("customer", "date"),
    Role.COMPLAINTS: ("customer", "opened_at"),
    Role.CONTACTS: ("customer", "name"),
    Role.ORDERS: ("customer", "date", "amount"),
    Role.COMPETITORS: ("name",),
    Role.PLANS: ("customer", "date"),
    Role.CALENDAR: ("day",),
}

#: What is written in words -> the days that are written beside it: 承诺事项 beside 承诺完成时间 is no next step.
DAYS_BESIDE: Mapping[str, frozenset[str]] = {
    "promise": frozenset({"promise_due", "promise_done"}),
    "next_step": frozenset({"next_date"}),
}

#: Fields that no result rests on: two columns that claim one are a note, no more.
MINOR = frozenset(
    {"address", "region", "source", "industry", "phone", "email", "wechat", "notes", "payment"}
    | {"current_product", "product", "description"}
)
