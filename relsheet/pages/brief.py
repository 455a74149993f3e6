"""The brief: everything about one customer that one wants to know before meeting him, on one page."""

from dataclasses import dataclass

from relsheet.pages.brief_people import network_section, rival_section
from relsheet.pages.brief_section import Point, Section
from relsheet.pages.days import date_text, weekday_and_date, with_days
from relsheet.pages.money import short_money, signed_percent
from relsheet.pages.plain_words import NOTE_LENGTH, complaint_why, cut, plain_words, promise_why
from relsheet.records import Tier, Visit
from relsheet.rules.assessment import Case
from relsheet.rules.columns import CUSTOMER_COLUMNS
from relsheet.rules.finding import Tone
from relsheet.rules.percent import percent
from relsheet.rules.results import Action, PromiseState
from relsheet.rules.run import Run
from relsheet.rules.situation import shortened
from relsheet.rules.wallet import share_of_wallet
from relsheet.rules.window import months_before

VISITS = 3
#: What keeps the page one page, whatever was written: characters of a visit, lines of what we owe.
VISIT_LENGTH = 200
OWED = 4
MONTHS = 12
#: Promises that may still have to be kept.
OPEN_PROMISES = frozenset({PromiseState.BROKEN, PromiseState.OPEN, PromiseState.UNDATED})
#: What we are in the meeting, by the depth of the relationship.
ROLES = {
    None: "supplier",
    Tier.TRANSACTIONAL: "supplier",
    Tier.PREFERRED: "supplier",
    Tier.PARTNER: "coordinator",
    Tier.ALLIANCE: "ally",
}
AGENDA_LINES = 3


@dataclass(frozen=True, slots=True)
class Badge:
    """A result as a word: "Class A", with its tone."""

    label: str
    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its label, and what it compares with."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """What was ordered in one month, returns off."""

    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Brief:
    """One customer's page. ``trend`` has twelve months, oldest first; empty without orders."""

    key: str
    name: str
    subtitle: str
    badges: tuple[Badge, ...]
    figures: tuple[Figure, ...]
    trend: tuple[Month, ...]
    sections: tuple[Section, ...]


def brief(case: Case, run: Run, currency: str | None) -> Brief:
    """The page in its fixed order: say first, numbers, visits, complaints and promises, people, rival, tier, agenda.

    ``currency`` is the one that the values are in.
    """
    sections = (
        say_first(case, run),
        visits_section(case, run),
        owed_section(case, run),
        network_section(case, run),
        rival_section(case, run),
        tier_section(case, run),
        agenda_section(case, run),
    )
    customer = case.customer
    known = (customer.id, customer.industry, customer.region, customer.owner)
    subtitle = " · ".join(part for part in known if part)
    return Brief(
        customer.key,
        customer.name,
        subtitle,
        badges(case, run),
        figures(case, run, currency),
        trend(case, run),
        sections,
    )


def badges(case: Case, run: Run) -> tuple[Badge, ...]:
    """Relationship, class and the state of the complaints, as the customers tab says them."""
    texts = run.texts
    found = ((key, CUSTOMER_COLUMNS[key].read(case, run)) for key in ("tier", "abc", "complaint_sla"))
    return tuple(
        Badge(texts(f"column.customers.{key}").rstrip("◆ "), finding.text, finding.tone)
        for key, finding in found
        if finding.text and finding.text != "–"
    )


def say_first(case: Case, run: Run) -> Section:
    """What to begin with: the actions in plain words, the most urgent first."""
    points = tuple(_said(action, case, run) for action in case.actions)
    return Section("say_first", run.texts("brief.say_first"), points, run.texts("brief.say_first.none"))


def _said(action: Action, case: Case, run: Run) -> Point:
    words = plain_words(action, case, run.today, run.texts)
    due = weekday_and_date(action.due, run.today, run.texts)
    # A plan says its day in no other place; the reasons of all others name theirs.
    why = words.why or run.texts("brief.by", day=due)
    return Point(words.what, why, action.tone)


def figures(case: Case, run: Run, currency: str | None) -> tuple[Figure, ...]:
    """Those that are known of: value, share and rank, last order, our share of his wallet, contract, what he owes."""
    texts, customer, abc = run.texts, case.customer, case.abc
    found: list[Figure] = []
    if abc.value_cents is not None:
        change = ""
        if abc.year_before_cents and abc.year_before_cents > 0:
            growth = signed_percent(abc.value_cents / abc.year_before_cents - 1)
            change = texts("summary.tile.value.change", change=growth)
        found.append(Figure(texts("summary.tile.value"), short_money(abc.value_cents, currency, texts), change))
    if abc.share is not None and abc.rank is not None:
        rank = texts("brief.rank", rank=abc.rank, ranked=abc.ranked)
        found.append(Figure(texts("brief.share"), percent(abc.share), rank))
    last = case.facts.orders[-1].date if case.facts.orders else customer.last_order
    if last is not None:
        ago = with_days("brief.days_ago", (run.today - last).days, texts)
        found.append(Figure(texts("brief.last_order"), date_text(last, run.today, texts), ago))
    share = share_of_wallet(customer, case.abc.value_cents, run.known.currency)
    if share is not None:
        found.append(Figure(texts("brief.wallet"), percent(share)))
    if customer.contract_end is not None:
        found.append(Figure(texts("brief.contract_end"), date_text(customer.contract_end, run.today, texts)))
    if customer.overdue_amount:
        owed = short_money(int(customer.overdue_amount * 100), currency, texts)
        found.append(Figure(texts("brief.overdue"), owed))
    return tuple(found)


def trend(case: Case, run: Run) -> tuple[Month, ...]:
    """The orders of the last twelve months, month by month; nothing where none is recorded."""
    first = months_before(run.today.replace(day=1), MONTHS - 1)
    cents = [0] * MONTHS
    for order in case.facts.orders:
        place = (order.date.year - first.year) * 12 + order.date.month - first.month
        if order.amount is not None and 0 <= place < MONTHS:
            cents[place] += int(order.amount * 100)
    if not any(cents):
        return ()
    names = run.texts("day.months").split("|")
    return tuple(Month(names[(first.month - 1 + place) % 12], amount) for place, amount in enumerate(cents))


def visits_section(case: Case, run: Run) -> Section:
    """The last three contacts, newest first: when, how, with whom; what was said; what came of it."""
    points = tuple(_visit(visit, run) for visit in case.facts.visits[: -VISITS - 1 : -1])
    if not points and case.contact.last is not None:
        day = weekday_and_date(case.contact.last, run.today, run.texts)
        points = (Point(day, case.customer.notes or run.texts("brief.visits.undescribed")),)
    return Section("visits", run.texts("brief.visits"), points, run.texts("brief.visits.none"))


def _visit(visit: Visit, run: Run) -> Point:
    texts = run.texts
    mode = texts(f"brief.mode.{visit.mode}") if visit.mode else None
    head = (weekday_and_date(visit.date, run.today, texts), mode, visit.contact, visit.purpose)
    outcome = texts("brief.then", text=visit.result) if visit.result else None
    after = texts("brief.next_step", text=visit.next_step) if visit.next_step else None
    told = texts("brief.join").join(filter(None, (visit.notes, outcome, after)))
    return Point(" · ".join(filter(None, head)), cut(told, VISIT_LENGTH, texts))


def owed_section(case: Case, run: Run) -> Section:
    """Open complaints, then promises that are not kept yet."""
    texts = run.texts
    complaints = (
        Point(
            texts("brief.complaint", id=verdict.complaint.id or "", state=texts(f"sla.state.{verdict.state}")),
            complaint_why(verdict, verdict.reply is not None and verdict.reply.at is None, run.today, texts),
            Tone.BAD if verdict.resolve.over_by else Tone.NEUTRAL,
        )
        for verdict in sorted(case.verdicts, key=lambda verdict: verdict.resolve.over_by is None)
        if verdict.is_open
    )
    promises = (
        Point(
            texts("say.promised", text=shortened(promise.text, NOTE_LENGTH)),
            promise_why(promise, run.today, texts),
            Tone.WATCH if promise.state is PromiseState.BROKEN else Tone.NEUTRAL,
        )
        for promise in case.promises
        if promise.state in OPEN_PROMISES
    )
    points = [*complaints, *promises]
    if len(points) > OWED:
        points[OWED - 1 :] = [Point("", texts("brief.owed.more", count=len(points) - OWED + 1))]
    return Section("owed", texts("brief.owed"), tuple(points), texts("brief.owed.none"))


def tier_section(case: Case, run: Run) -> Section:
    """Why the relationship is the tier that it is, and what would prove the next one."""
    finding = CUSTOMER_COLUMNS["tier"].read(case, run)
    points = (Point("", finding.reason, finding.tone),) if finding.reason else ()
    return Section("tier", run.texts("brief.tier"), points, run.texts("tier.reason.none"))


def agenda_section(case: Case, run: Run) -> Section:
    """What we are in this meeting by the depth of the relationship, and three lines for the agenda."""
    role = "guest" if case.facts.is_prospect else ROLES[case.tier.tier]
    lines = [Point("", run.texts(f"brief.agenda.{role}.{number}")) for number in range(1, AGENDA_LINES + 1)]
    missing = CUSTOMER_COLUMNS["profile_missing"].read(case, run)
    if missing.value:
        lines.append(Point("", run.texts("brief.agenda.ask", missing=missing.text)))
    heading = run.texts("brief.agenda", role=run.texts(f"brief.role.{role}"))
    return Section("agenda", heading, tuple(lines), "")
