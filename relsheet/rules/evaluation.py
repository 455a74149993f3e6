"""What became of our suggestions: how many were done or dismissed, and what happened since to what they aimed at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from relsheet.records import PastAction, PastStanding, TodoRow
from relsheet.rules.actions import action_id
from relsheet.rules.assessment import Fate, PlayRecord, Since
from relsheet.rules.finding import Tone
from relsheet.rules.playbook import PlaybookSettings, ReadyPlay, ready_plays
from relsheet.rules.results import OVERDUE, Action, Promise, PromiseState, Verdict
from relsheet.rules.run import Run
from relsheet.rules.situation import Situation, subject_key, views_of

#: Customer.key -> (day, class) of each change, oldest first.
Letters = Mapping[str, Sequence[tuple[date, str | None]]]


def evaluate(situations: Sequence[Situation], actions: Iterable[Action], run: Run) -> tuple[PlayRecord, ...]:
    """One record per play, the most often suggested first; empty without a history. Counts only, nobody is named.

    ``actions`` are those suggested now.
    """
    past = [action for action in run.book.history.actions if action.suggested_on < run.today]
    if not past:
        return ()
    plays = {ready.play.name: ready for ready in ready_plays(run.policy.of(PlaybookSettings), run.texts)}
    now = {at.customer.key: at for at in situations}
    letters = letters_of(run.book.history.standings)
    current = {action.id for action in actions}
    todo = run.past.todo
    fates: dict[str, Counter[Fate]] = {}
    since: dict[str, Counter[Since]] = {}
    for action in past:
        at, ready = now.get(action.customer), plays.get(action.play)
        fate = fate_of(action, todo.get(action.action_id), action.action_id in current)
        fates.setdefault(action.play, Counter())[fate] += 1
        state = Since.UNKNOWN
        if at is not None and ready is not None:
            state = since_then(action, at, ready, letter_at(action, letters))
        since.setdefault(action.play, Counter())[state] += 1
    records = (PlayRecord(play, fates[play].total(), fates[play], since[play]) for play in fates)
    return tuple(sorted(records, key=lambda record: (-record.suggested, record.play)))


def fate_of(action: PastAction, mark: TodoRow | None, is_current: bool) -> Fate:
    """What the user marked, else whether it is still suggested."""
    if action.closed_on is None and mark is not None and mark.done is not None:
        return Fate.DONE if mark.done else Fate.DISMISSED
    if action.closed_on is not None and action.how is not None:
        return Fate(action.how) if action.how in tuple(Fate) else Fate.GONE
    return Fate.OPEN if is_current else Fate.GONE


def since_then(action: PastAction, now: Situation, ready: ReadyPlay, letter: str | None) -> Since:
    """Whether what called for the action is settled: the play no longer fits, and nothing got worse meanwhile.

    ``letter`` is the class at the time of the suggestion.
    """
    at = subject_of(action, now, ready)
    if at is None:
        return Since.UNKNOWN
    if isinstance(at.subject, Promise):
        return Since.IMPROVED if at.subject.state in (PromiseState.KEPT, PromiseState.KEPT_LATE) else Since.SAME
    if is_worse(at, ready, letter):
        return Since.WORSE
    if ready.play.own_plan:
        last = at.contact.last
        return Since.IMPROVED if last is not None and last >= action.suggested_on else Since.SAME
    fits = ready.test(at)
    return Since.UNKNOWN if fits is None else Since.SAME if fits else Since.IMPROVED


def subject_of(action: PastAction, at: Situation, ready: ReadyPlay) -> Situation | None:
    """The situation with the complaint, promise or contact that it was about; None where that is gone."""
    if ready.play.own_plan or ready.play.per == "customer":
        return at
    for view in views_of((at,), ready.play.per):
        subject = subject_key(view.subject)
        if action_id(ready.name_in_id, action.customer, subject, action.first_due) == action.action_id:
            return view
    return None


def is_worse(at: Situation, ready: ReadyPlay, before: str | None) -> bool:
    """Whether a complaint has become overdue that was not, or the customer has fallen to a lower class."""
    subject = at.subject
    if isinstance(subject, Verdict):
        return subject.is_open and subject.state in OVERDUE and ready.play.tone is not Tone.BAD
    now = at.abc.letter
    return before is not None and now is not None and now > before


def letters_of(standings: Iterable[PastStanding]) -> Letters:
    """The classes that were noted of each customer, with the day, oldest first."""
    found: dict[str, list[tuple[date, str | None]]] = defaultdict(list)
    for standing in sorted(standings, key=lambda standing: standing.as_of):
        found[standing.customer].append((standing.as_of.date(), standing.abc))
    return found


def letter_at(action: PastAction, letters: Letters) -> str | None:
    """The class as it stood when the action was suggested."""
    noted = [letter for day, letter in letters.get(action.customer, ()) if day <= action.suggested_on]
    return noted[-1] if noted else None
