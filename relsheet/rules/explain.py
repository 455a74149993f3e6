"""Every result of one customer, step by step: what it rests on, in which cells, and what would change it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from relsheet.policy import Policy
from relsheet.records import Book, Customer, Origin, Role
from relsheet.rules.abc import AbcSettings, limits_told
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.columns import CUSTOMER_COLUMNS, ColumnsSettings
from relsheet.rules.complaint_columns import TONES
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.results import Clock, Facts, Gate, GatePart, Promise, PromiseState, Proof, Standing, Verdict
from relsheet.rules.run import Run, run_of
from relsheet.rules.value import money
from relsheet.texts import Texts

#: So many cells are named for one input; the first and the last say where to look.
MOST_CELLS = 6
LATE_PROMISES = frozenset({PromiseState.KEPT_LATE, PromiseState.BROKEN})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One input or condition: what it says, whether it holds (None: it is no condition), and where it stands."""

    text: str
    proof: Proof | None = None
    cells: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One result: its title, what came out, why, the inputs, and what would change it."""

    key: str
    title: str
    result: str
    tone: Tone
    reason: str
    evidence: tuple[Evidence, ...] = ()
    change: str | None = None


def explain(assessment: Assessment, case: Case, policy: Policy, texts: Texts) -> tuple[Step, ...]:
    """The steps of one customer: value and class, relationship, complaints, contact, promises, flags, next steps."""
    run = run_of(assessment.book, policy, assessment.as_of, texts)
    findings = assessment.customer_findings[case.customer.key]
    steps = [
        abc_step(case, findings["abc"], run, assessment),
        tier_step(case, findings["tier"], run),
        *(complaint_step(verdict, texts) for verdict in case.verdicts),
        contact_step(case, run),
        *promise_steps(case.promises, texts),
        *flag_steps(case, texts),
        *action_steps(case, texts),
        *other_columns(findings, policy.of(ColumnsSettings), texts),
    ]
    return tuple(steps)


def abc_step(case: Case, finding: Finding, run: Run, assessment: Assessment) -> Step:
    """The class: the rows that make the value, rank and share, the limits, the year before."""
    texts, result = run.texts, case.abc
    evidence: list[Evidence] = []
    if result.value_cents is not None:
        value = texts("explain.abc.value", value=money(result.value_cents, run.known.currency))
        evidence.append(Evidence(value, cells=value_cells(case.facts, run)))
    if result.share is not None and result.rank is not None:
        share = f"{result.share:.1%}"
        evidence.append(Evidence(texts("explain.abc.share", share=share, rank=result.rank, ranked=result.ranked)))
    if result.standing is Standing.RANKED:
        evidence.append(
            Evidence(texts("explain.abc.limits", **limits_told(result.cuts_found, run.policy.of(AbcSettings))))
        )
    if result.year_before_cents is not None:
        before = money(result.year_before_cents, run.known.currency)
        letter = result.year_before_letter or texts("next_action.none")
        evidence.append(Evidence(texts("explain.abc.year_before", value=before, letter=letter)))
    line = assessment.portfolio.a_line_cents
    change = None
    if line is not None and result.value_cents is not None and result.letter in ("B", "C"):
        missing = money(max(line - result.value_cents, 0), run.known.currency)
        change = texts("explain.abc.change", line=money(line, run.known.currency), missing=missing)
    return step("abc", finding, evidence, texts, change)


def value_cells(facts: Facts, run: Run) -> tuple[Origin, ...]:
    """The rows of the orders in W, else the cell of the figure."""
    if run.book.orders:
        return some(order.origin for order in facts.orders_in_w)
    return cells_of(run.book, facts.customer, run.policy.of(AbcSettings).value)


def tier_step(case: Case, finding: Finding, run: Run) -> Step:
    """The relationship: every gate with its conditions proven, refuted or unknown, and the cheapest missing fact."""
    texts = run.texts
    evidence: list[Evidence] = []
    for gate in case.tier.gates:
        name = texts(f"tier.{gate.tier.code}")
        evidence.append(Evidence(texts("explain.tier.gate", tier=name), gate.proof))
        evidence += (Evidence(part.reason, part.proof, part_cells(part, case, run)) for part in gate.parts)
    own = case.customer.own_tier
    if own is not None:
        text = texts("tier.own_differs", own=texts(f"tier.{own.code}"))
        evidence.append(Evidence(text, cells=cells_of(run.book, case.customer, "own_tier")))
    return step("tier", finding, evidence, texts, case.tier.cheapest_fact or what_refutes(case.tier.gates, case, texts))


def what_refutes(gates: Sequence[Gate], case: Case, texts: Texts) -> str | None:
    """What would have to be different for the next tier."""
    above = next((gate for gate in gates if gate.tier > (case.tier.tier or 0)), None)
    if above is None:
        return None
    refuted = [part.reason for part in above.parts if part.proof is Proof.REFUTED]
    return texts("tier.not_next", tier=texts(f"tier.{above.tier.code}"), reasons=texts("tier.and").join(refuted))


#: The customers' columns that a condition reads.
FIELDS_OF_PART = {
    "customer": ("status", "first_order", "last_order", "revenue"),
    "contract_or_main": ("contract", "contract_end", "supplier_rank", "share_of_wallet", "wallet"),
    "trading": ("first_order",),
    "plan_or_lock_in": ("joint_plan", "contract", "exclusivity", "custom_work", "integration", "equity_link"),
    "alliance": ("equity_link",),
}


def part_cells(part: GatePart, case: Case, run: Run) -> tuple[Origin, ...]:
    """The cells that a condition of a gate rests on; where it is unknown, those to fill in."""
    facts = case.facts
    if part.name in ("two_people", "manager_met", "executive_met"):
        return some(visit.origin for visit in facts.visits_in_w)
    if part.name == "order_months":
        return some(order.origin for order in facts.orders_in_w)
    if part.name == "no_overdue_complaint":
        return some(verdict.complaint.origin for verdict in case.verdicts if verdict.is_open)
    return cells_of(run.book, facts.customer, *FIELDS_OF_PART.get(part.name, ()))


def complaint_step(verdict: Verdict, texts: Texts) -> Step:
    """One complaint: both clocks, each with its reason."""
    complaint = verdict.complaint
    name = complaint.id or str(complaint.origin)
    evidence = [Evidence(verdict.priority_reason, cells=(complaint.origin,))]
    clocks = {"reply": verdict.reply, "resolve": verdict.resolve}
    evidence += (Evidence(clock_text(key, clock, texts)) for key, clock in clocks.items() if clock is not None)
    title = texts("explain.complaint", complaint=name)
    state = texts(f"sla.state.{verdict.state}")
    return Step("complaint", title, state, TONES[verdict.state], verdict.resolve.reason, tuple(evidence))


def clock_text(key: str, clock: Clock, texts: Texts) -> str:
    """One clock in a line; its reason names target and deadline."""
    return texts(f"explain.clock.{key}", reason=clock.reason)


def contact_step(case: Case, run: Run) -> Step:
    """When he was last in touch, how often he should be, and what the user planned."""
    texts, contact = run.texts, case.contact
    evidence: list[Evidence] = []
    if contact.last is not None and contact.last_origin is not None:
        origin = contact.last_origin
        in_the_log = origin != case.customer.origin
        cells = (origin,) if in_the_log else cells_of(run.book, case.customer, "last_contact")
        evidence.append(Evidence(texts("explain.contact.last", last=contact.last), cells=cells))
    evidence.append(Evidence(contact.interval_reason))
    if contact.planned is not None and contact.planned_origin is not None:
        planned = texts("explain.contact.planned", planned=contact.planned, text=contact.planned_text or "").rstrip()
        in_the_log = contact.planned_origin != case.customer.origin
        cells = (contact.planned_origin,) if in_the_log else cells_of(run.book, case.customer, "next_contact")
        evidence.append(Evidence(planned, cells=cells))
    if contact.due is None:
        result, tone = texts("next_action.none"), Tone.UNKNOWN
        reason = texts("next_action.none.reason") if contact.planned is None else evidence[-1].text
        return step_of("contact", result, tone, reason, evidence, texts)
    key = "explain.contact.late" if contact.days_late else "explain.contact.due"
    result = texts(key, due=contact.due, days=contact.days_late)
    tone = Tone.WATCH if contact.days_late else Tone.NEUTRAL
    return step_of("contact", result, tone, contact.interval_reason, evidence, texts)


def promise_steps(promises: Sequence[Promise], texts: Texts) -> Iterator[Step]:
    """Each promise with its date and what became of it; late only where that is known."""
    for promise in promises:
        due = promise.due or texts("next_action.none")
        key = "explain.promise.late" if promise.state in LATE_PROMISES else "explain.promise.due"
        evidence = [Evidence(texts(key, due=due, days=promise.days_late), cells=(promise.origin,))]
        yield step_of("promise", texts(f"explain.promise.{promise.state}"), Tone.NEUTRAL, promise.text, evidence, texts)


def flag_steps(case: Case, texts: Texts) -> Iterator[Step]:
    """Each flag raised, with its reason."""
    for name, reason in case.flags.items():
        yield Step("flag", texts(f"flag.{name}"), "", Tone.WATCH, reason)


def action_steps(case: Case, texts: Texts) -> Iterator[Step]:
    """What is suggested, with the rows it rests on."""
    for action in case.actions:
        evidence = [Evidence(texts("explain.action.due", due=action.due, owner=action.owner or "–"), cells=action.rows)]
        if action.carried_days:
            evidence.append(Evidence(texts("action.carried", days=action.carried_days)))
        yield step_of("action", action.text, action.tone, action.why, evidence, texts)


def other_columns(findings: Mapping[str, Finding], settings: ColumnsSettings, texts: Texts) -> Iterator[Step]:
    """The columns that the config asks for beside the usual ones."""
    for key in settings.customers or ():
        column = CUSTOMER_COLUMNS.get(key)
        if column is not None and not column.usual:
            found = findings[key]
            yield Step(key, texts(f"column.customers.{key}"), found.text, found.tone, found.reason)


def step(key: str, finding: Finding, evidence: Sequence[Evidence], texts: Texts, change: str | None) -> Step:
    """A step whose result is a column's."""
    found = step_of(key, finding.text, finding.tone, finding.reason, evidence, texts)
    return replace(found, change=change)


def step_of(key: str, result: str, tone: Tone, reason: str, evidence: Sequence[Evidence], texts: Texts) -> Step:
    return Step(key, texts(f"explain.{key}"), result, tone, reason, tuple(evidence))


def cells_of(book: Book, customer: Customer, *fields: str) -> tuple[Origin, ...]:
    """The cells of these fields in the customer's row, of the columns that there are."""
    tab = next((tab for tab in book.tabs_of(Role.CUSTOMERS) if tab.tab == customer.origin.tab), None)
    if tab is None:
        return ()
    return tuple(customer.origin.at(tab.columns[name]) for name in fields if name in tab.columns)


def some(origins: Iterator[Origin]) -> tuple[Origin, ...]:
    """Not more cells than a reader looks at: the newest."""
    return tuple(origins)[-MOST_CELLS:]
