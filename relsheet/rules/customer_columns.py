"""The usual columns of the customers tab: relationship, ABC, complaints, next step, by; and why, which joins them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from relsheet.records import CustomerStatus
from relsheet.rules.abc import AbcSettings, limits_told
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column
from relsheet.rules.complaint_columns import customer_sla
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.once import once_a_run, once_each
from relsheet.rules.percent import percent_apart
from relsheet.rules.results import AbcResult, Action, Standing
from relsheet.rules.run import Run
from relsheet.rules.value import money
from relsheet.texts import Texts

#: By names of their own: Python 3.11 takes long to look a member of an enumeration up.
NEUTRAL, WATCH, UNKNOWN = Tone.NEUTRAL, Tone.WATCH, Tone.UNKNOWN
PROSPECT, LOST = Standing.PROSPECT, CustomerStatus.LOST


@customer_column("tier", usual=True)
def tier(case: Case, run: Run) -> Finding:
    """The highest proven tier; "1→2?" where the next one is open."""
    result, texts = case.tier, run.texts
    if result.is_prospect:
        return Finding(None, texts("tier.prospect"), Tone.NEUTRAL, texts("tier.reason.prospect"))
    if result.needs_data or result.tier is None:
        return Finding(None, texts("tier.needs_data"), Tone.UNKNOWN, result.cheapest_fact or texts("tier.reason.none"))
    code = result.tier.code
    text = f"{int(result.tier)}→{int(result.tier) + 1}?" if result.next_unknown else texts(f"tier.{code}")
    return Finding(code, text, reason=tier_reason(case, run))


def tier_reason(case: Case, run: Run) -> str:
    """What proves the tier, what keeps it from the next one, and how the user's own entry differs."""
    own, texts = case.customer.own_tier, run.texts
    if own is None or own == case.tier.tier:
        return case.tier.reason
    differs = texts("tier.own_differs", own=texts(f"tier.{own.code}"))
    return texts("reason.join").join((case.tier.reason, differs))


@customer_column("abc", usual=True)
def abc(case: Case, run: Run) -> Finding:
    """The class; where there is none, why not."""
    result, texts = case.abc, run.texts
    if result.standing is PROSPECT:
        return Finding(None, texts("abc.prospect"), Tone.NEUTRAL, texts("abc.reason.prospect"))
    if result.letter is None:
        return abc_without_letter(result, run)
    tone = WATCH if result.previous == "A" and result.letter != "A" else NEUTRAL
    return Finding(result.letter, result.letter, tone, abc_reason(case, run))


def abc_without_letter(result: AbcResult, run: Run) -> Finding:
    """No figure, or too few customers for letters: then the share is shown."""
    texts = run.texts
    if result.standing is Standing.NO_FIGURE or result.share is None:
        why_none = "abc.reason.not_counted" if result.left_out else "abc.reason.no_figure"
        return Finding(None, texts("abc.no_figure"), Tone.UNKNOWN, texts(why_none))
    needed = run.policy.of(AbcSettings).letters_from
    reason = texts(f"abc.reason.{result.standing}", ranked=result.ranked, needed=needed)
    return Finding(None, f"{result.share:.1%}", Tone.NEUTRAL, reason)


def abc_reason(case: Case, run: Run) -> str:
    """Rank and share before it, against the limits of the classes; the user's own grade where it differs."""
    result, texts, own = case.abc, run.texts, case.customer.own_class
    parts = [abc_place(result, own, run)]
    if result.upgrade_missing_cents is not None:
        parts.append(texts("abc.upgrade", missing=money(result.upgrade_missing_cents, run.known.currency)))
    if own is not None and own != result.letter:
        parts.append(texts("abc.own_differs", own=own, letter=result.letter))
    if result.left_out:
        parts.append(texts("abc.left_out", left_out=result.left_out))
    return parts[0] if len(parts) == 1 else texts("reason.join").join(parts)


def abc_place(result: AbcResult, own: str | None, run: Run) -> str:
    """What makes the class: the user's word, no value, or the place in the ranking."""
    texts = run.texts
    if own == result.letter and run.policy.of(AbcSettings).override:
        return texts("abc.reason.own", letter=own)
    if result.rank is None or result.share_before is None:
        return texts("abc.reason.no_value")
    limit, before = limit_of(run, result.letter, result.cuts_found), f"{result.share_before:.1%}"
    if before in limit.rounded:
        before = percent_apart(result.share_before, limit.shares)
    return texts(
        "abc.reason.ranked",
        letter=result.letter,
        rank=result.rank,
        ranked=result.ranked,
        before=before,
        limit=limit.words,
    )


class Limit(Struct, frozen=True, gc=False):
    """Where a class begins and ends, in words; the shares of all limits, and how they read when rounded."""

    words: str
    shares: Sequence[float]
    rounded: frozenset[str]


@once_each
def limit_of(run: Run, letter: str | None, cuts_found: tuple[float, float] | None) -> Limit:
    """The limits of that class; that they were computed where they were found in the values."""
    settings = run.policy.of(AbcSettings)
    words = run.texts(f"abc.limit.{letter}", **limits_told(cuts_found, settings))
    if cuts_found is not None:
        words = run.texts("abc.limit.computed", limit=words)
    shares = (*(() if cuts_found else settings.cuts), 1.0)  # limits that were found are rounded themselves
    return Limit(words, shares, frozenset(f"{share:.1%}" for share in shares))


@customer_column("complaint_sla", usual=True)
def complaint_sla(case: Case, run: Run) -> Finding:
    """The worst of his open complaints, else of those closed in the last 30 days; none without complaints."""
    if case.sla is None:
        return no_complaint(run)
    unfinished = sum(verdict.is_open or verdict.unsatisfied for verdict in case.verdicts)
    return customer_sla(case.sla, run.texts, unfinished)


@once_a_run
def no_complaint(run: Run) -> Finding:
    """The cell of all customers who do not complain: most of them, mostly."""
    return Finding(None, "", reason=run.texts("sla.customer.none"))


@customer_column("next_action", usual=True)
def next_action(case: Case, run: Run) -> Finding:
    """The most urgent action; without one, the next contact by the customer's interval; "–" where none is known."""
    texts = run.texts
    if case.actions:
        action = case.actions[0]
        return Finding(action.play, action.text, action.tone, action_reason(action, texts))
    if next_contact(case, run) is None:
        why = "none" if case.contact.due is None else "lost" if is_lost(case) else "settled"
        return Finding(None, texts("next_action.none"), Tone.NEUTRAL, texts(f"next_action.{why}.reason"))
    reason = texts("next_action.contact.reason", last=case.contact.last, interval=case.contact.interval_reason)
    return Finding("contact", texts("next_action.contact"), Tone.NEUTRAL, reason)


def next_contact(case: Case, run: Run) -> date | None:
    """When a contact is due of which no action speaks yet; one that is past and not suggested is not asked for."""
    day = case.contact.due
    return day if day is not None and day >= run.today and not is_lost(case) else None


def is_lost(case: Case) -> bool:
    return case.customer.status is LOST


def action_reason(action: Action, texts: Texts) -> str:
    """Why, and for how long it has been carried over."""
    if not action.carried_days:
        return action.why
    return texts("reason.join").join((action.why, texts("action.carried", days=action.carried_days)))


@customer_column("due", usual=True)
def due(case: Case, run: Run) -> Finding:
    """By when the next step is to be done."""
    if case.actions:
        action = case.actions[0]
        return Finding(action.due, action.due.isoformat(), action.tone, "")
    day = next_contact(case, run)
    return Finding(day, day.isoformat() if day else run.texts("next_action.none"))


def told_in_why(shown: Sequence[str], computed: Container[str]) -> tuple[str, ...]:
    """The columns whose reasons are told, in the order in which they matter: the next step's first."""
    first = ("next_action", "complaint_sla")
    return (*first, *(key for key in shown if key not in first and key in computed))


def why(case: Case, found: Mapping[str, Finding], told: Sequence[str], run: Run) -> Finding:
    """The reasons of this row in one text: those of the columns to tell of, then moves."""
    parts = reasons(case, found, told)
    if run.past.compared_with is not None:
        parts += moves(case, run, run.past.compared_with.date())
    text = run.texts("why.join").join(parts)
    return Finding(text or None, text, reason=text)


def reasons(case: Case, found: Mapping[str, Finding], told: Sequence[str]) -> list[str]:
    """Each reason once; nothing of what simply does not apply to this customer."""
    told_already = "complaint_sla" if is_about_his_complaint(case) else None
    return [
        finding.reason
        for key in told
        if (finding := found[key]).reason
        and (finding.value is not None or finding.tone is UNKNOWN)
        and key != told_already
    ]


def is_about_his_complaint(case: Case) -> bool:
    """Whether the next step is on the very complaint that his row shows: its reason is told already."""
    return bool(case.actions) and case.sla is not None and case.sla.complaint.origin in case.actions[0].rows


def moves(case: Case, run: Run, since: date) -> Iterator[str]:
    """What changed since the run that is compared with."""
    if case.abc.move:
        yield run.texts("move.abc", previous=case.abc.previous, letter=case.abc.letter, since=since)
    previous, now = case.tier.moved_from, case.tier.tier
    if previous is not None and now is not None:
        names = {"previous": run.texts(f"tier.{previous}"), "tier": run.texts(f"tier.{now.code}")}
        yield run.texts("move.tier", since=since, **names)
