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
from relsheet.rules.comparisons import COMPARISONS
from relsheet.rules.complaint_columns import COMPLAINT_COLUMNS, complaint_findings
from relsheet.rules.complaint_problems import complaint_problems
from relsheet.rules.customer_columns import told_in_why, why
from relsheet.rules.duplicates import duplicate_problems
from relsheet.rules.evaluation import evaluate
from relsheet.rules.facts import facts_of
from relsheet.rules.finding import Finding
from relsheet.rules.flag_settings import FlagsSettings
from relsheet.rules.hint import hint_for
from relsheet.rules.models import PLUG_INS
from relsheet.rules.portfolio import portfolio_of
from relsheet.rules.promises import promises_of
from relsheet.rules.run import Run, run_of
from relsheet.rules.situation import FLAGS
from relsheet.rules.situations import ask_for, cases_of, situations_of
from relsheet.rules.sla import judge_complaints
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
    situations = situations_of(facts, classes, verdicts, promises, run)
    actions = actions_for(situations, planner_for(run, run.calendar))
    cases = cases_of(situations, actions)
    columns = policy.of(ColumnsSettings)
    findings = customer_findings(cases, run, columns)
    beside_complaints = {verdict.complaint.origin: complaint_findings(verdict, texts) for verdict in verdicts}
    boards, evaluation = boards_of(cases, run), evaluate(situations, actions, run)
    ask_for(PLUG_INS.comparisons, situations)  # before it is asked what went wrong
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
        problems=problems_of(run),
        compared_with=run.past.compared_with,
        hint=hint_for(cases, run),
        calendar_note=calendar_note(settings, book.calendar, book.written_in, texts) if book.complaints else None,
        boards=boards,
        evaluation=evaluation,
    )


def customer_findings(
    cases: Sequence[Case], run: Run, settings: ColumnsSettings
) -> Mapping[str, Mapping[str, Finding]]:
    """Each customer's columns by key; ``why`` is made last, of the reasons of those that are written."""
    columns = columns_to_compute(settings)
    keys = [column.key for column in columns]
    # Column by column: going from rule to rule for each customer takes a third more time than staying with one.
    cells = [[column.read(case, run) for case in cases] for column in columns]
    rows = [dict(zip(keys, row, strict=True)) for row in zip(*cells, strict=True)]
    found = {case.facts.customer.key: row for case, row in zip(cases, rows, strict=True)}
    told = told_in_why(keys_to_write(settings, found), keys)
    for case, row in zip(cases, rows, strict=True):
        row[WHY] = why(case, row, told, run)
    return found


def problems_of(run: Run) -> tuple[Problem, ...]:
    """All that is wrong with the rows, and what the config asks for in vain."""
    book, policy = run.book, run.policy
    return (
        *book.problems,
        *calendar_problems(book.calendar),
        *complaint_problems(book, run.now),
        *currency_problems(run),
        *duplicate_problems(run),
        *column_problems(policy.of(ColumnsSettings)),
        *flag_problems(policy.of(FlagsSettings)),
        *board_problems(policy.of(SummarySettings)),
        *PLUG_INS.problems(),
    )


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
