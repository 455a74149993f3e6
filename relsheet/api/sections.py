"""The sections that a relsheet.toml may have, in the order in which they are listed: each declared where it is used."""

from relsheet.intake.settings import HeadersSettings, TabsSettings, ValuesSettings
from relsheet.policy import Settings
from relsheet.rules.abc import AbcSettings
from relsheet.rules.actions import ActionSettings
from relsheet.rules.calendars import CalendarSettings
from relsheet.rules.columns import ColumnsSettings
from relsheet.rules.complaint_flags import ComplaintFlagSettings
from relsheet.rules.facts import VisitsSettings
from relsheet.rules.life import LifeSettings
from relsheet.rules.playbook import PlaybookSettings
from relsheet.rules.recurring import RecurringSettings
from relsheet.rules.rhythm import CadenceSettings
from relsheet.rules.single_contact import SingleContactSettings
from relsheet.rules.sla_settings import SlaSettings
from relsheet.rules.tier import TierSettings
from relsheet.rules.window import WindowSettings

SECTIONS: tuple[type[Settings], ...] = (
    TabsSettings,
    HeadersSettings,
    ValuesSettings,
    ColumnsSettings,
    WindowSettings,
    AbcSettings,
    TierSettings,
    CadenceSettings,
    VisitsSettings,
    LifeSettings,
    SingleContactSettings,
    SlaSettings,
    ComplaintFlagSettings,
    RecurringSettings,
    CalendarSettings,
    ActionSettings,
    PlaybookSettings,
)
