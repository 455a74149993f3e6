"""From plays to actions: one owner, one date that stays, one reason; few enough to be done."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from relsheet.records import Customer, PastAction
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.finding import Tone
from relsheet.rules.playbook import Per, PlaybookSettings, ReadyPlay, ready_plays
from relsheet.rules.results import Action, Promise, Verdict
from relsheet.rules.run import Run
from relsheet.rules.sieve import Sieve
from relsheet.rules.situation import Situation, day_of, row_of, shortened, subject_key, views_of
from relsheet.rules.worktime import WorkCalendar

WEEK = 7
OWN_PLAN = "own_plan"
SETTLED = ("done", "dismissed")


class Draft(Struct, frozen=True):
    """A play that fits, before its date is settled. ``past`` is the same suggestion of an earlier run."""

    ready: ReadyPlay
    at: Situation
    subject: str
    owner: str | None
    weight: float
    due: date
    past: PastAction | None
    spent: frozenset[date]  # first dates of the same suggestion that are settled

    def due_on(self, day: date) -> "Draft":
        """The draft on that day, or the first after it that is not spent.

        The date is part of the id: on a spent one it would be the row that was ticked long ago.
        """
        while day in self.spent:
            day += timedelta(days=1)
        return self if day == self.due else replace(self, due=day)

    @property
    def order(self) -> tuple[int, float, str, date, str, str]:
        """The most urgent first; never by the place in the sheet."""
        customer = self.at.customer
        letter = self.at.abc.letter or customer.own_class or "Z"
        return (self.ready.rank, -self.weight, letter, self.due, customer.key, self.subject)


ORDER = attrgetter("order")


@dataclass(frozen=True)
class Planner:
    """Suggests actions customer by customer, then shares out the dates of contacts among the weeks of each owner."""

    run: Run
    calendar: WorkCalendar
    plays: Sequence[ReadyPlay]  # the most urgent first
    settings: ActionSettings
    dates: dict[str, date] = field(default_factory=dict)

    def drafts(self, situations: Iterable[Situation]) -> Iterator[Draft]:
        """What is suggested: for each customer the most urgent few. Play by play, since most are for few customers."""
        customers = [at for at in situations if not self.is_competitor(at.customer)]
        free = [at for at in customers if at.contact.planned is None or at.contact.planned < self.run.today]
        sieves: dict[tuple[Per, bool], Sieve] = {}
        found: dict[str, list[Draft]] = defaultdict(list)
        for ready in self.plays:
            kind = (ready.play.per, ready.play.contact)
            if kind not in sieves:
                everybody = free if ready.play.contact else customers
                sieves[kind] = Sieve([each for at in everybody for each in views_of(at, ready.play.per)])
            for at in sieves[kind].through(ready.play.when):
                draft = self.draft(ready, at)
                if draft is not None:
                    found[at.customer.key].append(draft)
        for drafts in found.values():
            if len(drafts) > 1:
                drafts.sort(key=ORDER)
            yield from drafts[: self.settings.per_customer]

    def is_competitor(self, customer: Customer) -> bool:
        """Whether his type says so: nothing is suggested for those."""
        kind = customer.customer_type
        return kind is not None and kind.strip().casefold() in self.settings.competitors

    def draft(self, ready: ReadyPlay, at: Situation) -> Draft | None:
        """The suggestion with the date it would have; None where it was settled not long ago."""
        play, key = ready.play, at.customer.key
        subject = str(at.contact.planned) if play.own_plan else subject_key(at.subject)
        past: PastAction | None = None
        spent: set[date] = set()
        for suggested in self.suggested_before(play.name, key, play.own_plan):
            if suggested.action_id != action_id(name_in_id(ready), key, subject, suggested.first_due):
                continue
            if self.is_settled(suggested, OWN_PLAN if play.own_plan else play.name, play.cooldown):
                return None
            if suggested.closed_on is None and not self.is_marked(suggested):
                past = suggested
            else:
                spent.add(suggested.first_due)
        weight = ready.weight(at) if ready.weight else None
        number = float(weight) if isinstance(weight, (int, float)) else 0.0
        due = past.first_due if past else self.first_due(ready, at)
        draft = Draft(ready, at, subject, owner_of(at, play.owner), number, due, past, frozenset(spent))
        return draft if past else draft.due_on(due)

    def suggested_before(self, play: str, customer: str, own_plan: bool) -> Iterable[PastAction]:
        """The earlier suggestions of that play; a plan of the user's is one and the same before and after its day."""
        names = (OWN_PLAN, f"{OWN_PLAN}_past") if own_plan else (play,)
        for name in names:
            yield from self.run.past.actions.get((customer, name), ())

    def is_marked(self, suggested: PastAction) -> bool:
        """Whether the user has ticked it or waved it off on the To do tab."""
        row = self.run.past.todo.get(suggested.action_id)
        return row is not None and row.done is not None

    def is_settled(self, suggested: PastAction, play: str, cooldown: int) -> bool:
        """Whether it was done or dismissed within the cooldown; a plan of the user's is settled for good."""
        row = self.run.past.todo.get(suggested.action_id)
        if suggested.closed_on is None and row is not None and row.done is not None:
            closed_on: date | None = row.done_on or self.run.today
        else:
            closed_on = suggested.closed_on if suggested.how in SETTLED else None
        if closed_on is None:
            return False
        return play == OWN_PLAN or (self.run.today - closed_on).days < cooldown

    def first_due(self, ready: ReadyPlay, at: Situation) -> date:
        """The date of a new suggestion: the one it names, unless that is past; else after the time it may take."""
        named = ready.by(at) if ready.by else None
        day = day_of(named) if isinstance(named, date) else None
        if ready.play.own_plan and at.contact.planned is not None:
            return at.contact.planned
        return day if day is not None and day >= self.run.today else self.within(ready)

    def within(self, ready: ReadyPlay) -> date:
        """The day by which a play of this run is to be done."""
        name = ready.play.name
        found = self.dates.get(name)
        if found is None:
            found = self.dates[name] = self.calendar.add(self.run.now, ready.within).date()
        return found

    def spread(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The same drafts, new contacts moved on by whole weeks where their owner has too many."""
        capacity = self.settings.contacts_per_week
        taken: dict[str | None, Counter[int]] = defaultdict(Counter)
        settled: list[Draft] = []
        movable: list[Draft] = []
        for draft in drafts:
            if draft.past is None and draft.ready.play.contact:
                movable.append(draft)
                continue
            settled.append(draft)
            if draft.ready.play.contact or draft.ready.play.own_plan:
                taken[draft.owner][self.week_of(draft.due)] += 1
        first_free: dict[str | None, int] = defaultdict(int)
        for draft in sorted(movable, key=ORDER):
            weeks, wanted = taken[draft.owner], self.week_of(draft.due)
            week = max(wanted, first_free[draft.owner])
            while weeks[week] >= capacity:
                week += 1
            if wanted <= first_free[draft.owner]:
                first_free[draft.owner] = week
            weeks[week] += 1
            settled.append(draft.due_on(draft.due + timedelta(days=WEEK * (week - wanted))))
        return settled

    def week_of(self, day: date) -> int:
        """How many weeks ahead a day lies; 0 for this week and for what is past."""
        return max((day - self.run.today).days // WEEK, 0)

    def action(self, draft: Draft) -> Action:
        """The draft as an action, in words."""
        at, play = draft.at, draft.ready.play
        key, today = at.customer.key, self.run.today
        suggested_earlier = draft.past is not None and draft.past.suggested_on < today
        carried = max((today - draft.due).days, 0) if suggested_earlier else 0
        rows = at.contact.planned_origin if play.own_plan else at.contact.last_origin if play.contact else row_of(at)
        return Action(
            id=action_id(name_in_id(draft.ready), key, draft.subject, draft.due),
            play=play.name,
            customer=key,
            customer_name=at.customer.name,
            subject=draft.subject,
            owner=draft.owner,
            due=draft.due,
            text=draft.ready.do.filled(at),
            why=draft.ready.why.filled(at),
            rank=draft.ready.rank,
            tone=Tone.WATCH if carried and play.tone is Tone.NEUTRAL else play.tone,
            rows=(rows or at.customer.origin,),
            first_suggested=draft.past.suggested_on if draft.past else today,
            carried_days=carried,
            is_own_plan=play.own_plan,
            quote=last_note(at),
        )


def planner_for(run: Run, calendar: WorkCalendar) -> Planner:
    """A planner with the plays in force."""
    plays = ready_plays(run.policy.of(PlaybookSettings), run.texts)
    return Planner(run, calendar, plays, run.policy.of(ActionSettings))


def actions_for(situations: Sequence[Situation], planner: Planner) -> tuple[Action, ...]:
    """All customers' actions, the most urgent first."""
    return tuple(map(planner.action, sorted(planner.spread(planner.drafts(situations)), key=ORDER)))


def action_id(play: str, customer: str, subject: str, first_due: date) -> str:
    """The name of a suggestion that survives runs, sorting and renaming of tabs."""
    told = "\x1f".join((play, customer, subject, first_due.isoformat()))
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def name_in_id(ready: ReadyPlay) -> str:
    return OWN_PLAN if ready.play.own_plan else ready.play.name


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
    """The newest note about the customer, as written, on one line."""
    for visit in at.facts.visits[:-4:-1]:
        if visit.notes:
            return shortened(visit.notes, 80)
    return shortened(at.customer.notes, 80)
