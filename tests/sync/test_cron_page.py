"""What docs/cron.md shows can be used as it stands."""

import re
import tomllib
from pathlib import Path

from relsheet.api.jobs import JobsSettings, NotifySettings
from relsheet.api.sections import SECTIONS
from relsheet.discovery import Layer, load_policy
from relsheet.sync.schedule import rhythm_of

PAGE = (Path(__file__).parents[2] / "docs" / "cron.md").read_text(encoding="utf-8")


def test_the_settings_are_accepted() -> None:
    [text] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    policy = load_policy(SECTIONS, [Layer("relsheet.toml", tomllib.loads(text), text)])
    [job] = policy.of(JobsSettings).jobs
    assert set(job.notify) == set(policy.of(NotifySettings).channels)


def test_the_rhythms_are_understood() -> None:
    sentence = " ".join(PAGE.partition("`--every` takes")[2].partition("\n\n")[0].split())
    for every in re.findall(r"`([^`]+)`", sentence):
        rhythm_of(every)
