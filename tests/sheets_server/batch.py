"""spreadsheets.batchUpdate: every request in order, all of them or none."""

from collections.abc import Callable
from functools import cache
from typing import Any

from tests.sheets_server.answers import as_written
from tests.sheets_server.book import Book
from tests.sheets_server.colors import other_name
from tests.sheets_server.refusals import Json, Refusal, bad
from tests.sheets_server.schema import discovery

Handler = Callable[[Book, Json], Json]
HANDLERS: dict[str, Handler] = {}
#: The requests that are answered by a message of their own, if need be an empty one.
REPLIES = discovery("sheets.v4").schemas["Response"]["properties"].keys()


def handles(name: str) -> Callable[[Handler], Handler]:
    """Mark the function that does requests of that name."""

    def keep(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        return handler

    return keep


def batch_update(book: Book, requests: list[Json]) -> list[Json]:
    """The replies; Refusal (and nothing changed) if one request cannot be done."""
    if not requests:
        raise bad("Must specify at least one request.")
    before = book.snapshot()
    try:
        replies = [_done(book, number, request) for number, request in enumerate(requests)]
        book.recalculate()
        return replies
    except BaseException:
        book.restore(before)
        raise
    finally:
        for tab in book.tabs:
            tab.copies_cells = False


def _done(book: Book, number: int, request: Json) -> Json:
    names = [name for name, value in request.items() if value is not None]
    if len(names) != 1:
        raise bad(f"Invalid requests[{number}]: exactly one request must be set.")
    name = names[0]
    if name not in HANDLERS:
        raise bad(f"requests[{number}].{name}: this local server does not know it.")
    try:
        reply = HANDLERS[name](book, request[name])
    except Refusal as err:
        if err.message.startswith("Invalid requests["):
            raise bad(f"Invalid requests[{number}]" + err.message.partition("]")[2]) from err
        raise Refusal(err.code, f"Invalid requests[{number}].{name}: {err.message}") from err
    except KeyError as err:
        raise bad(f"Invalid requests[{number}].{name}: {err.args[0]} is missing.") from err
    return {name: as_written(reply)} if name in REPLIES else {}


@cache
def masked(fields: str) -> list[list[str]]:
    """The paths of an update mask."""
    if not fields:
        raise bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    paths, depth, part = [], [], ""
    for letter in fields.replace("/", ".") + ",":
        if letter == "(":
            depth.append(part)
            part = ""
        elif letter in ",)":
            if part:
                paths.append(".".join([*depth, part]).split("."))
            part = ""
            if letter == ")":
                depth.pop()
        else:
            part += letter
    return paths


def told(part: Any) -> Any:
    """What Google keeps of a given object: nothing that is false, empty or an empty list."""
    if not isinstance(part, dict):
        return part
    kept = {name: told(value) for name, value in part.items()}
    return {name: value for name, value in kept.items() if value is not False and value not in ("", [], {})}


def put_fields(target: Json, source: Json, fields: str) -> None:
    """Take the fields that the mask names from source; one that it lacks is taken out."""
    for path in masked(fields):
        if path == ["*"]:
            target.update(source)
            continue
        here, there = target, source
        for step in path[:-1]:
            here = here.setdefault(step, {})
            there = there.get(step) or {}
        here.pop(other_name(path[-1]), None)
        if path[-1] in there:
            here[path[-1]] = there[path[-1]]
        else:
            here.pop(path[-1], None)
