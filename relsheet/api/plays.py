"""The playbook as text: every play in force, the most urgent first, and what a condition may ask."""

import textwrap
from collections.abc import Iterator

from relsheet.policy import Policy
from relsheet.rules.models import known_names
from relsheet.rules.playbook import PlaybookSettings, ReadyPlay, built_in_plays, ready_plays
from relsheet.texts import Texts

WIDTH = 110


def play_lines(policy: Policy, texts: Texts) -> Iterator[str]:
    """One line per play: priority, name, what it goes through, time, words, and whose it is; then the fields."""
    settings = policy.of(PlaybookSettings)
    plays = ready_plays(settings, texts)
    width = max((len(ready.play.name) for ready in plays), default=0)
    for ready in plays:
        yield play_line(ready, width, whose(ready, settings))
    off = [play.name for play in (*built_in_plays(), *settings.plays) if play.name not in {r.play.name for r in plays}]
    if off:
        yield texts("config.plays.off", names=", ".join(dict.fromkeys(off)))
    yield ""
    yield texts("config.plays.fields")
    yield from textwrap.wrap(", ".join(sorted(known_names())), WIDTH, initial_indent="  ", subsequent_indent="  ")


def play_line(ready: ReadyPlay, width: int, owner: str) -> str:
    play = ready.play
    place = f"{play.priority:>4}  {play.name:<{width}}  {play.per:<9}  {play.within:>5}"
    return f"{place}  {ready.do.template}    # {owner}"


def whose(ready: ReadyPlay, settings: PlaybookSettings) -> str:
    """Where a play was written: in config/playbook.toml, or by the user."""
    own = any(play.name == ready.play.name for play in settings.plays)
    return "relsheet.toml" if own else "playbook.toml"
