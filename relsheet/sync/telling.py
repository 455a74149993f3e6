"""From what holds to who is told: the lines for each channel, and the messages made of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from relsheet.api.jobs import Channel
from relsheet.errors import ConfigError
from relsheet.sync.outbox import Line, Outbox
from relsheet.sync.tasks import Task
from relsheet.texts import Language, Texts, texts_in

if TYPE_CHECKING:
    from relsheet.api.unattended import NewsItem

#: What holds, in a language; None: in that of the workbook.
News = Callable[[Language | None], "Sequence[NewsItem]"]
#: Something in the language of whoever is told.
Words = Callable[[Texts], str]
FAILING, MENDED = "failing", "mended"
OF_RUNS = (FAILING, MENDED)
#: What a line may be, in the order in which the title counts them.
KINDS = (*OF_RUNS, "late", "fallen", "promise")


@dataclass(frozen=True, slots=True)
class Message:
    """What one channel is told at once."""

    channel: str
    title: str
    body: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that may be told from ``not_before`` on; ``language`` is that of the workbook."""

    at: datetime
    not_before: datetime
    language: Language


def channels_of(task: Task) -> Mapping[str, Channel]:
    """The job's channels by name; ConfigError for one that [notify.channels] does not have."""
    for name in task.job.notify:
        if name not in task.notify.channels:
            raise ConfigError(
                "no_such_channel", f"[[job]] {task.job.name}", name=name, known=", ".join(task.notify.channels) or "-"
            )
    return {name: task.notify.channels[name] for name in task.job.notify}


def tell_news(outbox: Outbox, task: Task, channels: Mapping[str, Channel], news: News, on: Announcement) -> None:
    """Put what is new into the outbox, and all that holds among what is known, also where nobody is to be told yet."""
    known = outbox.of(task.name)
    lines = [
        _line(task, name, channel, on, item.kind, item.text, item.owner)
        for name, channel in channels.items()
        for item in known.new_among(news(channel.lang))
        if not channel.owners or item.owner in channel.owners
    ]
    if known.is_failing:
        lines += _mended(outbox, task, channels, on)
    outbox.known[task.name] = known.after((item.key for item in news(None)), on.at)
    outbox.lines += tuple(lines)


def tell_failure(outbox: Outbox, task: Task, channels: Mapping[str, Channel], reason: Words, on: Announcement) -> None:
    """Put into the outbox that the job fails; once, until it has mended."""
    known = outbox.of(task.name)
    if not known.is_failing:
        lines = _to_all(
            task, channels, on, FAILING, lambda texts: texts("notify.failing", **_names(task), reason=reason(texts))
        )
        outbox.lines += tuple(line.model_copy(update={"failing": task.name}) for line in lines)
        outbox.known[task.name] = known.model_copy(update={"is_failing": True})


def _mended(outbox: Outbox, task: Task, channels: Mapping[str, Channel], on: Announcement) -> Sequence[Line]:
    """That the job works again, for those who have heard that it fails; who has not, hears of neither."""
    unheard = {line.channel for line in outbox.lines if line.failing == task.name}
    outbox.lines = tuple(line for line in outbox.lines if line.failing != task.name)
    lines = _to_all(task, channels, on, MENDED, lambda texts: texts("notify.mended", **_names(task)))
    return [line for line in lines if line.channel not in unheard]


def _names(task: Task) -> Mapping[str, str]:
    return {"job": task.job.name, "source": task.shown}


def _to_all(task: Task, channels: Mapping[str, Channel], on: Announcement, kind: str, words: Words) -> Iterator[Line]:
    for name, channel in channels.items():
        if channel.hears_of_failures:
            yield _line(task, name, channel, on, kind, words(texts_in(channel.lang or on.language)), None)


def _line(task: Task, name: str, channel: Channel, on: Announcement, kind: str, text: str, owner: str | None) -> Line:
    return Line(
        channel=name,
        job=task.job.name,
        owner=owner,
        kind=kind,
        text=text,
        place=task.shown,
        language=channel.lang or on.language,
        since=on.at,
        not_before=on.not_before,
    )


def messages_of(lines: Iterable[Line], at_most: int) -> Iterator[Message]:
    """One message a channel: what kind of news there is, then by owner, what is long shortened and counted."""
    by_channel: dict[str, list[Line]] = {}
    for line in lines:
        by_channel.setdefault(line.channel, []).append(line)
    for channel, own in by_channel.items():
        yield Message(channel, _title(own), "\n".join(_body(own, at_most)), tuple(own))


def _title(lines: Sequence[Line]) -> str:
    texts = texts_in(lines[0].language)
    counts = Counter(line.kind for line in lines)
    told = [texts(f"notify.count.{kind}", count=counts[kind]) for kind in KINDS if counts[kind]]
    return texts("notify.title", news=texts("notify.between").join(told))


def _body(lines: Sequence[Line], at_most: int) -> Iterator[str]:
    texts = texts_in(lines[0].language)
    heading = ""
    for line in sorted(lines, key=_rank)[:at_most]:
        above = texts("notify.runs") if line.kind in OF_RUNS else line.owner or texts("notify.nobody")
        if above != heading:
            if heading:
                yield ""
            heading = above
            yield texts("notify.heading", name=heading)
        yield f"- {line.text}"
    if len(lines) > at_most:
        yield texts("notify.more", count=len(lines) - at_most)
    places = dict.fromkeys(line.place for line in lines if line.kind not in OF_RUNS)
    if places:
        yield ""
        yield texts("notify.places", places=texts("notify.between").join(places))


def _rank(line: Line) -> tuple[bool, bool, str]:
    """Runs that failed come first, since the rest may be old because of them; what belongs to nobody last."""
    return line.kind not in OF_RUNS, line.owner is None, line.owner or ""
