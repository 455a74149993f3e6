"""What a customer is to us: somebody we sell to, serve, work with, or compete with; as entered."""

from collections.abc import Mapping
from typing import ClassVar

from relsheet.policy import Settings, setting
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.assessment import Case
from relsheet.rules.columns import customer_column, not_known
from relsheet.rules.finding import Finding, Tone
from relsheet.rules.run import Run


class CustomerTypeSettings(Settings):
    """The words that stand for a type; those for competitors are [actions] competitors."""

    section: ClassVar[str] = "customer_type"
    words: Mapping[str, tuple[str, ...]] = setting(
        {
            "sales": ("sales", "customer", "end user", "direct", "销售型", "销售", "终端", "终端客户", "直销"),
            "service": ("service", "maintenance", "after-sales", "服务型", "服务", "维保", "售后"),
            "partner": ("partner", "distributor", "dealer", "agent", "合作伙伴", "合作型", "经销商", "代理商", "渠道"),
        },
        "Entries of the type column, by the type they stand for.",
    )


@customer_column("customer_type")
def customer_type(case: Case, run: Run) -> Finding:
    """The type; a word that stands for none of them is shown as it is."""
    entered, texts = case.customer.customer_type, run.texts
    if not entered or not entered.strip():
        return not_known(texts("customer_type.reason.unknown"))
    word = entered.strip().casefold()
    if word in run.policy.of(ActionSettings).competitors:
        reason = texts("customer_type.reason.competitor", entered=entered)
        return Finding("competitor", texts("customer_type.competitor"), Tone.NEUTRAL, reason)
    words = run.policy.of(CustomerTypeSettings).words
    kind = next((kind for kind, entries in words.items() if word in entries), None)
    shown = texts(f"customer_type.{kind}") if kind and texts.has(f"customer_type.{kind}") else kind or entered.strip()
    return Finding(kind or entered.strip(), shown, Tone.NEUTRAL, texts("customer_type.reason", entered=entered))
