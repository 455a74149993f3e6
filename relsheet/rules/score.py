"""The whole assessment: every model's result for every customer and complaint of a book."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from relsheet.collector import garbage_left_alone
from relsheet.errors import Problem, Severity, problem
from relsheet.policy import Policy
from relsheet.records import Book, Role
from relsheet.rules.abc import AbcSettings, classify
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.actions import actions_for, planner_for
from relsheet.rules.assessment import Assessment, Case
from relsheet.rules.boards import SummarySettings, board_problems, boards_of
from relsheet.rules.calendars import CalendarSettings, calendar_note, calendar_problems
from relsheet.rules.columns import (
    CUSTOMER_COLUMNS,
    WHY,
    ColumnsSettings,
    columns_to_compute,
    complaint_keys_to_write,
    keys_to_write,
    specs_of,
)
from relsheet.rules.comparisons import COMPARISONS, compare
from relsheet.rules.complaint_columns import COMPLAINT_COLUMNS, complaint_findings
from relsheet.rules.complaint_problems import complaint_problems
from relsheet.rules.customer_columns import told_in_why, why
from relsheet.rules.duplicates import DuplicatesSettings, duplicate_problems
from relsheet.rules.evaluation import evaluate
from relsheet.rules.facts import by_customer, facts_of
from relsheet.rules.finding import Finding
from relsheet.rules.flag_settings import FlagsSettings
from relsheet.rules.hint import hint_for
from relsheet.rules.models import PLUG_INS
from relsheet.rules.people import met_in_window
from relsheet.rules.portfolio import portfolio_of
from relsheet.rules.promises import promises_of
from relsheet.rules.results import AbcResult, Action, Facts, Promise, Verdict
from relsheet.rules.rhythm import CadenceSettings, Metronome
from relsheet.rules.run import Run, run_of
from relsheet.rules.situation import FLAGS, Situation
from relsheet.rules.sla import judge_complaints, worst_verdict
from relsheet.rules.tier import Prover, TierSettings
from relsheet.rules.value import currency_problems
from relsheet.texts import Texts


@garbage_left_alone()
def assess(book: Book, policy: Policy, now: datetime, texts: Texts) -> Assessment:
    """Everything that the rules find; ``now`` is aware, in the book's time zone. Equal input, equal output."""
    run = run_of(book, policy, now, texts)
    settings = policy.of(CalendarSettings)
    facts = facts_of(run)
    classes = classify(facts, run)
    letters = {case.customer.key: result.letter for case, result in zip(facts, classes, strict=True)}
    verdicts = judge_complaints(book, policy, run.calendar, now, texts, letters)
    promises = promises_of(book, now)
    situations = situations_of(run, facts, classes, verdicts, promises)
    actions = actions_for(situations, planner_for(run, run.calendar))
    cases = cases_of(situations, actions)
    columns = policy.of(ColumnsSettings)
    findings = customer_findings(cases, run, columns)
    beside_complaints = {verdict.complaint.origin: complaint_findings(verdict, texts) for verdict in verdicts}
    boards = boards_of(cases, run)
    horizon = policy.of(ActionSettings).horizon
    return Assessment(
        as_of=now,
        book=book,
        cases=cases,
        verdicts=verdicts,
        promises=promises,
        actions=tuple(action for action in actions if (action.due - run.today).days <= horizon),
        portfolio=portfolio_of(classes, run.known.currency, policy.of(AbcSettings).cuts),
        customer_columns=specs_of(Role.CUSTOMERS, keys_to_write(columns, findings), texts),
        complaint_columns=specs_of(Role.COMPLAINTS, complaint_keys_to_write(columns, beside_complaints), texts),
        customer_findings=findings,
        complaint_findings=beside_complaints,
        problems=(
            *book.problems,
            *calendar_problems(book.calendar),
            *complaint_problems(book, now),
            *currency_problems(run),
            *duplicate_problems(book, policy.of(DuplicatesSettings)),
            *column_problems(columns),
            *flag_problems(policy.of(FlagsSettings)),
            *board_problems(policy.of(SummarySettings)),
            *PLUG_INS.problems(),
        ),
        compared_with=run.past.compared_with,
        hint=hint_for(cases, run),
        calendar_note=calendar_note(settings, book.calendar, book.written_in, texts) if book.complaints else None,
        boards=boards,
        evaluation=evaluate(cases, run),
    )


def situations_of(
    run: Run,
    facts: Sequence[Facts],
    classes: Sequence[AbcResult],
    verdicts: Sequence[Verdict],
    promises: Sequence[Promise],
) -> tuple[Situation, ...]:
    """What each customer's other results rest on, in sheet order, with the flags that compare customers."""
    verdicts_of: dict[str | None, list[Verdict]] = {}
    for verdict in verdicts:
        verdicts_of.setdefault(verdict.complaint.customer, []).append(verdict)
    promises_by_customer = by_customer(promises)
    prover = Prover(run, run.policy.of(TierSettings))
    metronome = Metronome(run, run.policy.of(CadenceSettings))

    def situation(case: Facts, abc: AbcResult) -> Situation:
        key = case.customer.key
        own = tuple(verdicts_of.get(key, ()))
        met = met_in_window(case, run)
        return Situation(
            run=run,
            facts=case,
            customer=case.customer,
            abc=abc,
            tier=prover.tier(case, abc.value_cents, own, met),
            contact=metronome.rhythm(case, abc),
            verdicts=own,
            sla=worst_verdict(own, run.now) if own else None,
            promises=tuple(promises_by_customer.get(key, ())),
            met=met,
            compared={},
        )

    found = tuple(situation(case, abc) for case, abc in zip(facts, classes, strict=True))
    compare(found)
    return found


def cases_of(situations: Sequence[Situation], actions: Sequence[Action]) -> tuple[Case, ...]:
    """The customers with everything found, their actions included, in sheet order."""
    actions_by_customer = by_customer(actions)
    return tuple(
        Case(
            facts=at.facts,
            abc=at.abc,
            tier=at.tier,
            contact=at.contact,
            verdicts=at.verdicts,
            sla=at.sla,
            promises=at.promises,
            actions=tuple(actions_by_customer.get(at.customer.key, ())),
            flags=at.flags,
        )
        for at in situations
    )


def customer_findings(
    cases: Sequence[Case], run: Run, settings: ColumnsSettings
) -> Mapping[str, Mapping[str, Finding]]:
    """Each customer's columns by key; ``why`` is made last, of the reasons of those that are written."""
    columns = columns_to_compute(settings)
    found = {case.customer.key: {column.key: column.read(case, run) for column in columns} for case in cases}
    told = told_in_why(keys_to_write(settings, found), [column.key for column in columns])
    for case in cases:
        row = found[case.customer.key]
        row[WHY] = why(case, row, told, run)
    return found


def flag_problems(settings: FlagsSettings) -> tuple[Problem, ...]:
    """The flags to be switched off that there are none of."""
    known = (*FLAGS, *COMPARISONS)
    return tuple(
        problem("unknown-flag", "[flags] off", Severity.WARNING, name=name, known=", ".join(known))
        for name in settings.off
        if name not in known
    )


def column_problems(settings: ColumnsSettings) -> tuple[Problem, ...]:
    """The columns asked for that there are none of."""
    asked = {
        Role.CUSTOMERS: (settings.customers or (), (*CUSTOMER_COLUMNS, WHY)),
        Role.COMPLAINTS: (settings.complaints or (), tuple(COMPLAINT_COLUMNS)),
    }
    return tuple(
        problem("unknown-column", f"[columns] {role}", Severity.WARNING, name=name, known=", ".join(known))
        for role, (names, known) in asked.items()
        for name in names
        if name not in known
    )
