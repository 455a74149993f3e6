"""Messages on their way: through Apprise, to the addresses that stand in the environment or in a file."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from relsheet.api.jobs import Channel, NotifySettings
from relsheet.errors import RelsheetError, RemoteFailure
from relsheet.sync import outbox
from relsheet.sync.telling import Message, messages_of
from relsheet.texts import texts_in

#: Sends a message to the addresses; raises RemoteFailure if it was not accepted.
Send = Callable[[Message, Sequence[str]], None]


def addresses_of(name: str, channel: Channel, environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The addresses of a channel, all of them secret; RemoteFailure if there are none."""
    written = environment.get(channel.env, "") if channel.env else ""
    if channel.file:
        try:
            written += "\n" + Path(channel.file).expanduser().read_text(encoding="utf-8-sig")
        except OSError as err:
            raise RemoteFailure("address_file", name, file=channel.file, reason=err.strerror or str(err)) from err
    found = tuple(line.strip() for line in written.splitlines() if line.strip() and not line.startswith("#"))
    if not found:
        raise RemoteFailure("no_address", name, place=channel.env or channel.file or "env")
    return found


def send(message: Message, addresses: Sequence[str]) -> None:
    """Send it through Apprise."""
    try:
        import apprise
    except ImportError as err:
        raise RemoteFailure("notify_extra", message.channel) from err
    sender = apprise.Apprise()
    for address in addresses:
        if not sender.add(address):
            raise RemoteFailure("bad_address", message.channel, scheme=address.partition(":")[0][:20])
    if not sender.notify(title=message.title, body=message.body, body_format=apprise.NotifyFormat.TEXT):
        raise RemoteFailure("not_sent", message.channel)


def deliver(settings: NotifySettings, now: datetime, sender: Send = send) -> tuple[RelsheetError, ...]:
    """Send what is due, channel by channel; what a channel refused stays, and the reasons come back."""
    if not outbox.load().due(now):
        return ()
    failures: list[RelsheetError] = []
    with outbox.only_one("delivery"):  # the outbox itself stays free for runs that have something to tell
        for message in messages_of(outbox.load().due(now), settings.at_most):
            channel = settings.channels.get(message.channel)
            try:
                if channel is not None:  # one that was taken out of the config is told nothing more
                    sender(message, addresses_of(message.channel, channel))
            except RelsheetError as err:
                failures.append(err)
                continue
            with outbox.opened() as box:
                box.lines = tuple(line for line in box.lines if line not in message.lines)
    with outbox.opened() as box:
        box.lines = outbox.without_the_old(box.lines, now)
    return tuple(failures)


def send_test(settings: NotifySettings, sender: Send = send) -> tuple[str, ...]:
    """A message to every channel that says that it works; the names of the channels. RemoteFailure at the first that
    does not."""
    for name, channel in settings.channels.items():
        texts = texts_in(channel.lang or "en")
        message = Message(name, texts("notify.test_title"), texts("notify.test", channel=name), ())
        sender(message, addresses_of(name, channel))
    return tuple(settings.channels)


def secrets_of(settings: NotifySettings) -> tuple[str, ...]:
    """Every address that can be read, to be kept out of the logs."""
    found: list[str] = []
    for name, channel in settings.channels.items():
        try:
            found += addresses_of(name, channel)
        except RemoteFailure:
            continue  # whoever sends will say so
    return tuple(found)
