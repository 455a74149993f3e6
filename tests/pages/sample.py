"""An assessment made by hand, for the tests of pages and renderers: any number of customers, English or Chinese."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from relsheet.errors import Problem, Severity, problem
from relsheet.records import (
    Book,
    Complaint,
    Customer,
    History,
    MappedTab,
    Origin,
    PastRun,
    Priority,
    Role,
    Tier,
)
from relsheet.rules.assessment import Assessment, Case, ClassTotals, ColumnSpec, Portfolio
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.results import (
    AbcResult,
    Action,
    Clock,
    ContactRhythm,
    Facts,
    Promise,
    PromiseState,
    SlaState,
    Standing,
    TierResult,
    Verdict,
)
from relsheet.texts import Language, Texts, texts_in

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST_RUN = NOW - timedelta(days=7)
TODAY = NOW.date()

# ruff: noqa: E501  one line of words is easier to compare with the other language's than three
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "tabs": ("Customers", "Complaints", "Visits"),
        "names": ("Northwind Traders", "Blue Yonder Packaging GmbH", "Acme", "Hanse Kontor", "Silverline Medical Devices",
                  "Oak & Sons", "Contoso Pharmaceuticals", "Litware", "Fabrikam Heating and Cooling", "Proseware"),
        "owners": ("Maria", "Jonas", "Wei", "Aisha"),
        "do": ("Reply to complaint {n}", "Keep the promise: send the new price list", "Call: last contact 71 days ago",
               "Get to know a second person"),
        "why": ("Reply was due on 18 Nov, 3 working days ago; urgent, phone", "Promised on 2 Nov, due 9 Nov, still open",
                "A: rank 3 of 312; contact every 30 days, 41 days late", "Only one active contact: Ms Lindqvist"),
        "tiers": ("1 Transactional", "2 Preferred", "3 Partner", "4 Alliance", "Needs data", "1→2?"),
        "sla": ("Overdue", "Due soon", "In time", "Done on time"),
        "headers": ("Relationship ◆", "ABC ◆", "Complaints ◆", "Next step ◆", "By ◆", "Why ◆"),
        "complaint_headers": ("Reply by ◆", "Reply ◆", "Fix by ◆", "Fix ◆", "Why ◆"),
        "hint": ("A column with the contract's end would settle the tier of 87 customers.",),
    },
    "zh": {
        "tabs": ("客户档案", "投诉登记", "拜访记录"),
        "names": ("华东精密机械有限公司", "宁波海天塑料", "深圳市创新电子科技股份有限公司", "老王五金", "苏州工业园区蓝天医疗器械",
                  "广州美食坊", "恒通物流", "北京中科智能装备", "成都川味食品有限责任公司", "青岛港务"),
        "owners": ("张伟", "李娜", "王芳", "刘洋"),
        "do": ("回复投诉 {n}", "兑现承诺:发送新价格表", "联系客户:上次联系是71天前", "再认识一位对方的人"),
        "why": ("应于11月18日回复,已超时3个工作日;紧急,电话投诉", "11月2日承诺,11月9日到期,仍未完成",
                "A类:第3名/共312家;每30天联系一次,已晚41天", "只有一位活跃联系人:林女士"),
        "tiers": ("1 买卖", "2 优先供应", "3 合作伙伴", "4 战略联盟", "待补资料", "1→2?"),
        "sla": ("已超时", "快到期", "时限内", "按时完成"),
        "headers": ("关系类型◆", "ABC◆", "投诉◆", "下一步◆", "截止◆", "原因◆"),
        "complaint_headers": ("应回复◆", "回复◆", "应解决◆", "解决◆", "原因◆"),
        "hint": ("加一列“合同到期日”,就能看清87家客户的关系类型。",),
    },
}  # fmt: skip

COLUMNS = ("tier", "abc", "complaint_sla", "next_action", "due", "why")
COMPLAINT_COLUMNS = ("reply_due", "reply_status", "resolve_due", "resolve_status", "why")


def sample(customers: int = 300, language: Language = "en", *, first_run: bool = False) -> Assessment:
    """An assessment of that many customers; every sixth has a complaint, every third an action."""
    dice = random.Random(7)
    words = WORDS[language]
    values = sorted((int(120_000_000 * dice.paretovariate(1.1) / 9) for _ in range(customers)), reverse=True)
    total = sum(values)
    cases, running = [], 0
    for index in range(customers):
        share_before = running / total
        running += values[index]
        cases.append(_case(index, words, dice, (values[index], share_before, customers, first_run)))
    verdicts = tuple(verdict for case in cases for verdict in case.verdicts)
    actions = tuple(sorted((a for case in cases for a in case.actions), key=lambda a: (a.rank, a.due, a.customer)))
    return Assessment(
        as_of=NOW,
        book=_book(words, cases, verdicts, language, first_run),
        cases=tuple(cases),
        verdicts=verdicts,
        promises=_promises(words, min(customers, 12)),
        actions=actions,
        portfolio=_portfolio(cases, total if customers else None),
        customer_columns=tuple(map(ColumnSpec, COLUMNS, words["headers"])) if customers else (),
        complaint_columns=tuple(map(ColumnSpec, COMPLAINT_COLUMNS, words["complaint_headers"])) if verdicts else (),
        customer_findings={case.customer.key: _findings(case, words) for case in cases},
        complaint_findings={v.complaint.origin: _complaint_findings(v, words) for v in verdicts},
        problems=_problems(words) if customers else (),
        compared_with=None if first_run or not customers else LAST_RUN,
        hint=words["hint"][0] if customers else None,
        calendar_note=None,
    )


def _case(
    index: int, words: Mapping[str, tuple[str, ...]], dice: random.Random, rank: tuple[int, float, int, bool]
) -> Case:
    value, before, customers, first_run = rank
    names = words["names"]
    name = names[index % len(names)] + (f" {index // len(names) + 1}" if index >= len(names) else "")
    customer = Customer(
        key=f"C{index + 1:03}",
        id=f"C{index + 1:03}",
        name=name,
        origin=Origin(words["tabs"][0], index + 5, 2),
        owner=words["owners"][index % 4],
    )
    letter = "A" if before < 0.8 else "B" if before < 0.95 else "C"
    previous = None if first_run else dice.choice("AB") if letter == "B" and index % 9 == 0 else letter
    tier = Tier(1 + min(3, int(dice.random() ** 2.2 * 4)))
    needs_data = index % 7 == 3
    verdicts = (_verdict(customer, index, words, dice),) if index % 6 == 0 else ()
    return Case(
        facts=Facts(customer, (), (), (), (), (), (), False),
        abc=AbcResult(Standing.RANKED, letter, value, 0.1, before, index + 1, customers, previous, int(value * 0.9)),
        tier=TierResult(
            tier, (), needs_data=needs_data, previous="T1" if tier is Tier.PARTNER and not first_run else None
        ),
        contact=ContactRhythm(None, None, 30, "", None, 0, None, None, None),
        verdicts=verdicts,
        sla=verdicts[0] if verdicts else None,
        promises=(),
        actions=_actions(customer, index, words),
    )


def _verdict(customer: Customer, index: int, words: Mapping[str, tuple[str, ...]], dice: random.Random) -> Verdict:
    states = [SlaState.BREACHED, SlaState.AT_RISK, *[SlaState.ON_TRACK] * 3, *[SlaState.MET] * 8, SlaState.MET_LATE,
              SlaState.PAUSED, SlaState.STALE]  # fmt: skip
    state = dice.choice(states)
    number = index // 6
    complaint = Complaint(
        origin=Origin(words["tabs"][1], number + 2, 1),
        id=f"T{number + 1:03}",
        customer=customer.key,
        opened_at=TODAY - timedelta(days=number % 20),
    )
    due = NOW.replace(hour=18) + timedelta(days=number % 5 - 2)
    clock = Clock(state, words["why"][0], due)
    is_open = state not in {SlaState.MET, SlaState.MET_LATE}
    return Verdict(complaint, state, clock, clock, Priority.NORMAL, "", is_open)


def _actions(customer: Customer, index: int, words: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    if index % 3:
        return ()
    kind = index // 3 % 4
    due = TODAY + timedelta(days=(index % 17) - 4)
    return (
        Action(
            id=f"a{index:05x}",
            play=("reply_complaint", "keep_promise", "contact_overdue", "single_contact")[kind],
            customer=customer.key,
            customer_name=customer.name,
            subject="",
            owner=customer.owner,
            due=due,
            text=words["do"][kind].format(n=f"T{index:03}"),
            why=words["why"][kind],
            rank=kind,
            tone=Tone.BAD if kind == 0 else Tone.WATCH if due < TODAY else Tone.NEUTRAL,
            rows=(customer.origin,),
            first_suggested=TODAY,
            carried_days=max(0, (TODAY - due).days),
        ),
    )


def _findings(case: Case, words: Mapping[str, tuple[str, ...]]) -> dict[str, Finding]:
    tier = case.tier
    assert tier.tier is not None
    found = {
        "tier": Finding(None, words["tiers"][4], Tone.UNKNOWN, "")
        if tier.needs_data
        else Finding(tier.tier.code, words["tiers"][tier.tier - 1], Tone.NEUTRAL, "reason"),
        "abc": Finding(case.abc.letter, case.abc.letter or "", Tone.NEUTRAL, "rank"),
        "why": Finding(None, "; ".join([*(a.why for a in case.actions), *words["why"][2:4]]), Tone.NEUTRAL, ""),
    }
    if case.sla:
        late = {SlaState.BREACHED: (0, Tone.BAD), SlaState.AT_RISK: (1, Tone.WATCH), SlaState.MET: (3, Tone.GOOD)}
        word, tone = late.get(case.sla.state, (2, Tone.GOOD))
        found["complaint_sla"] = Finding(str(case.sla.state), words["sla"][word], tone, "")
    for action in case.actions:
        found["next_action"] = Finding(action.play, action.text, action.tone, action.why)
        found["due"] = Finding(action.due, action.due.isoformat(), action.tone, action.why)
    return found


def _complaint_findings(verdict: Verdict, words: Mapping[str, tuple[str, ...]]) -> dict[str, Finding]:
    tone = Tone.BAD if verdict.state is SlaState.BREACHED else Tone.GOOD
    due = Finding(verdict.resolve.due, f"{verdict.resolve.due:%Y-%m-%d %H:%M}", Tone.NEUTRAL, "5wd")
    status = Finding(str(verdict.state), words["sla"][0 if tone is Tone.BAD else 2], tone, "5wd")
    why = Finding(None, words["why"][0], Tone.NEUTRAL, "")
    return {"reply_due": due, "reply_status": status, "resolve_due": due, "resolve_status": status, "why": why}


def _promises(words: Mapping[str, tuple[str, ...]], count: int) -> tuple[Promise, ...]:
    states = (PromiseState.KEPT, PromiseState.KEPT, PromiseState.BROKEN, PromiseState.KEPT_LATE, PromiseState.OPEN)
    return tuple(
        Promise("C001", words["do"][1], TODAY, states[n % 5], Origin(words["tabs"][2], n + 2, 4), words["owners"][0])
        for n in range(count)
    )


def _portfolio(cases: list[Case], total: int | None) -> Portfolio:
    classes = tuple(
        ClassTotals(
            letter,
            sum(case.abc.letter == letter for case in cases),
            sum(case.abc.value_cents or 0 for case in cases if case.abc.letter == letter),
        )
        for letter in "ABC"
    )
    return Portfolio(
        value_cents=total,
        year_before_cents=int(total * 0.92) if total else None,
        classes=classes if cases else (),
        largest_share=0.12 if cases else None,
        first_five_share=0.38 if cases else None,
        currency="CNY",
        a_line_cents=None,
    )


def _problems(words: Mapping[str, tuple[str, ...]]) -> tuple[Problem, ...]:
    tab = words["tabs"][2]
    return (
        *(problem("sample-bad-date", f"{tab}!C{n}", value=f"31/02/{2000 + n}") for n in range(14, 23)),
        problem("sample-no-customer", f"{words['tabs'][1]}!B9", Severity.WARNING, name="Globex"),
        problem("sample-blank", tab, Severity.NOTE),
    )


def _book(
    words: Mapping[str, tuple[str, ...]],
    cases: list[Case],
    verdicts: tuple[Verdict, ...],
    language: Language,
    first_run: bool,
) -> Book:
    figures = {"overdue": 1.0, "due_soon": 3.0, "due_this_week": 14.0, "class_a": 11.0, "promises_kept": 0.5}
    past = PastRun(as_of=LAST_RUN, digest="before", figures=figures)
    customers, complaints, _ = words["tabs"]
    headers = {"id": "ID", "name": words["tabs"][0], "owner": "Owner"}
    tabs = [_tab(Role.CUSTOMERS, customers, 4, len(cases), headers)]
    if verdicts:
        tabs.append(_tab(Role.COMPLAINTS, complaints, 1, len(verdicts), {"id": "ID", "customer": customers}))
    return Book(
        customers=tuple(case.customer for case in cases),
        complaints=tuple(verdict.complaint for verdict in verdicts),
        history=History() if first_run or not cases else History(runs=(past,)),
        tabs=tuple(tabs),
        language=language,
        currency="CNY",
    )


def _tab(role: Role, name: str, header_row: int, records: int, headers: Mapping[str, str]) -> MappedTab:
    return MappedTab(
        role=role,
        tab=name,
        header_row=header_row,
        records=records,
        headers=headers,
        columns={field: number for number, field in enumerate(headers, start=1)},
    )


SAMPLE_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "problem.sample-bad-date.what": "'{value}' is not a date; the visit was left out",
        "problem.sample-bad-date.fix": "Write it as 2024-02-28",
        "problem.sample-no-customer.what": "No customer is called {name}",
        "problem.sample-no-customer.fix": "Correct the name, or add the customer to the customers tab",
        "problem.sample-blank.what": "12 blank rows were skipped",
        "problem.sample-blank.fix": "Nothing to do",
    },
    "zh": {
        "problem.sample-bad-date.what": "“{value}”不是日期,这条拜访没有计入",
        "problem.sample-bad-date.fix": "请写成 2024-02-28",
        "problem.sample-no-customer.what": "客户档案里没有“{name}”",
        "problem.sample-no-customer.fix": "改正名称,或在客户档案里加上这家客户",
        "problem.sample-blank.what": "略过 12 个空行",
        "problem.sample-blank.fix": "不用处理",
    },
}


def sample_texts(language: Language) -> Texts:
    """The words of that language with those of the sample's own problems."""
    return Texts(language, {**texts_in(language).table, **SAMPLE_TEXTS[language]})
