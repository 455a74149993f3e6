"""The people in a brief: whom we know at the customer's, and who else supplies him."""

from collections.abc import Iterator
from datetime import date

from relsheet.pages.brief_section import Point, Section
from relsheet.pages.days import date_text
from relsheet.pages.plain_words import cut
from relsheet.records import Competitor, Contact, ContactLevel
from relsheet.rules.assessment import Case
from relsheet.rules.columns import CUSTOMER_COLUMNS
from relsheet.rules.finding import Tone
from relsheet.rules.people import names_in, normal, people_in
from relsheet.rules.rival import rivals_of
from relsheet.rules.run import Run

#: What keeps the page one page: so many people and rivals, and so many characters about each rival.
PEOPLE = 5
RIVALS = 3
RIVAL_LENGTH = 120
HIGHEST_FIRST = (ContactLevel.EXECUTIVE, ContactLevel.MANAGER, ContactLevel.STAFF, None)


def network_section(case: Case, run: Run) -> Section:
    """At most five people, the highest first, with the day we last met each; then how wide the network is.

    Behind those on the contacts tab stand others whom the log names, the last met first, and the contact in his row.
    """
    met = last_met(case)
    contacts = [contact for contact in case.facts.contacts if not contact.left]
    contacts.sort(key=lambda contact: (HIGHEST_FIRST.index(contact.level), contact.name))
    points = [_person(contact, met.get(normal(contact.name)), run) for contact in contacts[:PEOPLE]]
    listed = {normal(contact.name) for contact in case.facts.contacts}
    named = {**named_in_log(case), **people_in(case.customer.primary_contact)}
    others = [
        Point(name, _met(met[key], run) if key in met else "") for key, name in named.items() if key not in listed
    ]
    points += others[: PEOPLE - len(points)]
    coverage = CUSTOMER_COLUMNS["network"].read(case, run)
    if coverage.value is not None:
        points.append(Point("", run.texts("brief.network.coverage", points=coverage.text, reason=coverage.reason)))
    return Section("network", run.texts("brief.network"), tuple(points), run.texts("brief.network.none"))


def last_met(case: Case) -> dict[str, date]:
    """The last contact with each person that the log names, by normalised name."""
    return {name: visit.date for visit in case.facts.visits for name in names_in(visit.contact)}


def named_in_log(case: Case) -> dict[str, str]:
    """Whom the log names, the last met first: the normalised name -> as it was written last."""
    found: dict[str, str] = {}
    for visit in reversed(case.facts.visits):
        for key, name in people_in(visit.contact).items():
            found.setdefault(key, name)
    return found


def _met(day: date | None, run: Run) -> str:
    return run.texts("brief.met", day=date_text(day, run.today, run.texts)) if day else run.texts("brief.never_met")


def _person(contact: Contact, met: date | None, run: Run) -> Point:
    texts = run.texts
    place = texts("summary.list_comma").join(filter(None, (contact.title, contact.department)))
    return Point(contact.name, " · ".join(filter(None, (place, contact.attitude, _met(met, run)))))


def rival_section(case: Case, run: Run) -> Section:
    """Each rival with what he gives, where he is weak and what was heard of him last."""
    rows = {row.name: row for row in case.facts.competitors if row.name}
    points = tuple(Point(name, _known(rows.get(name), run)) for name in rivals_of(case.facts)[:RIVALS])
    unknown = run.texts("rival.reason.unknown")
    return Section("rival", run.texts("brief.rival"), points or (Point("", unknown, Tone.UNKNOWN),), unknown)


def _known(row: Competitor | None, run: Run) -> str:
    if row is None:
        return ""
    return cut(run.texts("reason.join").join(_facts(row, run)), RIVAL_LENGTH, run.texts)


def _facts(row: Competitor, run: Run) -> Iterator[str]:
    texts = run.texts
    if row.share is not None:
        yield texts("brief.rival.share", share=f"{row.share:.0%}")
    if row.benefit:
        yield texts("brief.rival.gives", text=row.benefit)
    if row.weakness:
        yield texts("brief.rival.weak", text=row.weakness)
    if row.event:
        yield texts("brief.rival.event", text=row.event, day=_day(row.event_date, run))


def _day(day: date | None, run: Run) -> str:
    return f" ({date_text(day, run.today, run.texts)})" if day else ""
