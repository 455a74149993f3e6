"""The sections that a relsheet.toml may have, in the order in which they are listed: each declared where it is used."""

from relsheet.api.google_settings import GoogleSettings
from relsheet.api.jobs import JobsSettings, NotifySettings
from relsheet.api.limits import LimitsSettings
from relsheet.intake.settings import HeadersSettings, TabsSettings, ValuesSettings
from relsheet.policy import Settings
from relsheet.rules.abc import AbcSettings
from relsheet.rules.action_settings import ActionSettings
from relsheet.rules.boards import SummarySettings
from relsheet.rules.calendars import CalendarSettings
from relsheet.rules.columns import ColumnsSettings
from relsheet.rules.facts import VisitsSettings
from relsheet.rules.flag_settings import FlagsSettings
from relsheet.rules.models import model_settings
from relsheet.rules.playbook import PlaybookSettings
from relsheet.rules.recurring import RecurringSettings
from relsheet.rules.rhythm import CadenceSettings
from relsheet.rules.sla_settings import SlaSettings
from relsheet.rules.tier_settings import TierSettings
from relsheet.rules.window import WindowSettings

CORE: tuple[type[Settings], ...] = (
    TabsSettings,
    HeadersSettings,
    ValuesSettings,
    ColumnsSettings,
    SummarySettings,
    FlagsSettings,
    WindowSettings,
    AbcSettings,
    TierSettings,
    CadenceSettings,
    VisitsSettings,
    SlaSettings,
    RecurringSettings,
    CalendarSettings,
    ActionSettings,
    PlaybookSettings,
    GoogleSettings,
    LimitsSettings,
    NotifySettings,
    JobsSettings,
)
#: All sections: those of the core, and those that the models bring along.
SECTIONS = tuple(dict.fromkeys((*CORE, *model_settings())))
