"""From plays to actions: one owner, one date that stays, one reason; few enough to be done."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from relsheet.records import PastAction
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.capacity import Weeks
from relsheet.rules.drafts import ORDER, Draft
from relsheet.rules.finding import Tone
from relsheet.rules.playbook import OWN_PLAN, Per, Play, PlaybookSettings, ReadyPlay, ready_plays
from relsheet.rules.results import Action, Promise, Verdict
from relsheet.rules.run import Run
from relsheet.rules.sieve import Sieve
from relsheet.rules.situation import Situation, day_of, row_of, subject_key, views_of
from relsheet.rules.worktime import WorkCalendar

SETTLED = ("done", "dismissed")


@dataclass(frozen=True)
class Planner:
    """Suggests actions, play by play, and puts them into words."""

    run: Run
    calendar: WorkCalendar
    plays: Sequence[ReadyPlay]  # the most urgent first
    settings: ActionSettings
    dates: dict[str, date] = field(default_factory=dict)

    def drafts(self, situations: Sequence[Situation]) -> Iterator[Draft]:
        """What is suggested: for each customer the most urgent few. Play by play, since most are for few customers."""
        customers = self.without_competitors(situations)
        free = [at for at in customers if at.contact.planned is None or at.contact.planned < self.run.today]
        sieves: dict[tuple[Per, bool], Sieve] = {}
        room = dict.fromkeys([at.customer.key for at in customers], self.settings.per_customer)
        for ready in self.plays:
            kind = (ready.play.per, ready.play.contact)
            if kind not in sieves:
                everybody = free if ready.play.contact else customers
                sieves[kind] = Sieve(views_of(everybody, ready.play.per))
            fitting = [at for at in sieves[kind].through(ready.play.when) if room[at.customer.key]]
            found = [draft for at in fitting if (draft := self.draft(ready, at)) is not None]
            if ready.play.per != "customer":
                found.sort(key=ORDER)
            for draft in found:
                if room[draft.at.customer.key]:
                    room[draft.at.customer.key] -= 1
                    yield draft

    def without_competitors(self, situations: Sequence[Situation]) -> Sequence[Situation]:
        """All but those whose type says that they compete with us: nothing is suggested for them."""
        types = {at.customer.customer_type for at in situations}
        rivals = {kind for kind in types if kind and kind.strip().casefold() in self.settings.competitors}
        return [at for at in situations if at.customer.customer_type not in rivals] if rivals else situations

    def draft(self, ready: ReadyPlay, at: Situation) -> Draft | None:
        """The suggestion with the date it would have; None where it was settled not long ago."""
        play, key = ready.play, at.customer.key
        subject = str(at.contact.planned) if play.own_plan else subject_key(at.subject)
        weight = ready.weight(at) if ready.weight else None
        number = float(weight) if isinstance(weight, (int, float)) else 0.0
        wanted = self.first_due(ready, at)
        draft = Draft(ready, at, subject, owner_of(at, play.owner), number, wanted, wanted)
        earlier = self.suggested_before(play.name, key, play.own_plan)
        if not earlier:
            return draft
        same = [each for each in earlier if each.action_id == action_id(ready.name_in_id, key, subject, each.first_due)]
        if any(self.is_settled(each, play) for each in same):
            return None
        standing = [each for each in same if each.closed_on is None and not self.is_marked(each)]
        if standing:
            return replace(draft, due=standing[-1].first_due, past=standing[-1])
        return replace(draft, spent=frozenset(each.first_due for each in same)).due_on(draft.due)

    def suggested_before(self, play: str, customer: str, own_plan: bool) -> Sequence[PastAction]:
        """The earlier suggestions of that play; a plan of the user's is one and the same before and after its day."""
        actions = self.run.past.actions
        if own_plan:
            return (*actions.get((customer, OWN_PLAN), ()), *actions.get((customer, f"{OWN_PLAN}_past"), ()))
        return actions.get((customer, play), ())

    def is_marked(self, suggested: PastAction) -> bool:
        """Whether the user has ticked it or waved it off on the To do tab."""
        row = self.run.past.todo.get(suggested.action_id)
        return row is not None and row.done is not None

    def is_settled(self, suggested: PastAction, play: Play) -> bool:
        """Whether it was done or dismissed within the cooldown; a plan of the user's is settled for good."""
        row = self.run.past.todo.get(suggested.action_id)
        if suggested.closed_on is None and row is not None and row.done is not None:
            closed_on: date | None = row.done_on or self.run.today
        else:
            closed_on = suggested.closed_on if suggested.how in SETTLED else None
        if closed_on is None:
            return False
        return play.own_plan or (self.run.today - closed_on).days < play.cooldown

    def first_due(self, ready: ReadyPlay, at: Situation) -> date:
        """The date of a new suggestion: the one it names, unless that is past; else after the time it may take."""
        if ready.play.own_plan and at.contact.planned is not None:
            return at.contact.planned
        named = ready.by(at) if ready.by else None
        day = day_of(named) if isinstance(named, date) else None
        return day if day is not None and day >= self.run.today else self.within(ready)

    def within(self, ready: ReadyPlay) -> date:
        """The day by which a play of this run is to be done."""
        name = ready.play.name
        found = self.dates.get(name)
        if found is None:
            found = self.dates[name] = self.calendar.add(self.run.now, ready.within).date()
        return found

    def action(self, draft: Draft) -> Action:
        """The draft as an action, in words."""
        at, ready, past, due, today = draft.at, draft.ready, draft.past, draft.due, self.run.today
        play, customer, contact = ready.play, at.customer, at.contact
        first_suggested = today if past is None else past.suggested_on
        carried = max((today - due).days, 0) if first_suggested < today else 0
        row = contact.planned_origin if play.own_plan else contact.last_origin if play.contact else row_of(at)
        return Action(
            id=action_id(ready.name_in_id, customer.key, draft.subject, due),
            play=play.name,
            customer=customer.key,
            customer_name=customer.name,
            subject=draft.subject,
            owner=draft.owner,
            due=due,
            text=ready.do.filled(at),
            why=self.why(draft),
            rank=ready.rank,
            tone=Tone.WATCH if carried and play.tone is Tone.NEUTRAL else play.tone,
            rows=(row or customer.origin,),
            first_suggested=first_suggested,
            carried_days=carried,
            is_own_plan=play.own_plan,
            quote=last_note(at),
        )

    def why(self, draft: Draft) -> str:
        """The reason of an action, and of its date where that is later than usual."""
        reason, texts = draft.ready.why.filled(draft.at), self.run.texts
        if not draft.is_put_off:
            return reason
        key = "action.put_off" if draft.owner else "action.put_off.nobody"
        told = texts(key, owner=draft.owner, count=self.settings.contacts_per_week)
        return texts("reason.join").join(filter(None, (reason, told)))


def planner_for(run: Run, calendar: WorkCalendar) -> Planner:
    """A planner with the plays in force."""
    plays = ready_plays(run.policy.of(PlaybookSettings), run.texts)
    return Planner(run, calendar, plays, run.policy.of(ActionSettings))


def actions_for(situations: Sequence[Situation], planner: Planner) -> tuple[Action, ...]:
    """All customers' actions, the most urgent first."""
    weeks = Weeks(planner.run.today, planner.settings.contacts_per_week)
    return tuple(map(planner.action, sorted(weeks.spread(planner.drafts(situations)), key=ORDER)))


def action_id(play: str, customer: str, subject: str, first_due: date) -> str:
    """The name of a suggestion that survives runs, sorting and renaming of tabs."""
    told = f"{play}\x1f{customer}\x1f{subject}\x1f{first_due.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def owner_of(at: Situation, wanted: str) -> str | None:
    """Who is to do it: the customer's owner, the complaint's handler, or a named person.

    Who made a promise only where the customer has no owner: a log says "Fang (engineering)" of whoever came along.
    """
    if wanted == "handler" and isinstance(at.subject, Verdict):
        return at.subject.complaint.handler or at.customer.owner
    if wanted == "person" and isinstance(at.subject, Promise):
        return at.customer.owner or at.subject.person
    return at.customer.owner if wanted in ("owner", "handler", "person") else wanted


def last_note(at: Situation) -> str | None:
    """The newest note about the customer, as written."""
    for visit in at.facts.visits[:-4:-1]:
        if visit.notes:
            return visit.notes
    return at.customer.notes or None
