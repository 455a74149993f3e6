"""A plan carried out: the structure in one batch that is done once and wholly, and with it or after it the values."""

import secrets
from collections.abc import Sequence
from typing import Any

from gspread.urls import SPREADSHEET_URL

from relsheet.errors import NotWritten, RemoteFailure, Warn
from relsheet.sheets.google_aligned import write_values
from relsheet.sheets.google_http import GoogleClient, Refused
from relsheet.sheets.google_places import FIRST_RUN, FORMATS, RUN, Mark, by_number, drop, new_number, put
from relsheet.sheets.google_planning import Plan
from relsheet.sheets.google_reading import Reading
from relsheet.sheets.google_rows_out import remembered, settle
from relsheet.sheets.google_sending import Seen, batch_with_echo, in_place, seen_in

Json = dict[str, Any]


def carry_out(client: GoogleClient, plan: Plan) -> list[Warn]:
    """Do all of the plan; what is to be said about it.

    NotWritten ``google_changed``, ``google_other_run`` (nothing was written), ``google_keeps_changing``; RemoteFailure
    ``google_half_done`` where the way to Google broke between structure and values.
    """
    source = plan.reading.workbook.source
    seen = _restructured(client, plan) if plan.structure else None
    try:
        return _filled(client, plan, seen)
    except Refused as err:
        raise NotWritten("google_changed", source, said=str(err)) from None
    except RemoteFailure as err:
        if not plan.structure and err.code not in ("google_unreachable", "google_quota"):
            raise  # refused at once: nothing was written
        raise RemoteFailure("google_half_done", source, why=err.values.get("reason", err.code)) from None


def _filled(client: GoogleClient, plan: Plan, seen: Seen | None) -> list[Warn]:
    """The values first, as long as rows stand where the answer showed them; rows that are put back move the others."""
    try:
        warnings = write_values(client, plan.tabs, plan.pages, seen)
    except NotWritten:
        _settle(client, plan, seen)
        raise
    _settle(client, plan, seen)
    if plan.afterwards:
        client.batch_update(client.id, {"requests": plan.afterwards})
    return warnings


def _settle(client: GoogleClient, plan: Plan, seen: Seen | None) -> None:
    for out in plan.rows_out:
        settle(client, out, seen)


def settle_what_was_cut_off(client: GoogleClient, reading: Reading) -> None:
    """Rows that an earlier run copied aside, and had no time to forget or to put back."""
    for mark in reading.taken:
        try:
            settle(client, remembered(mark), None)
        except Refused as err:
            raise NotWritten("google_changed", reading.workbook.source, said=str(err)) from None


def forget_all(client: GoogleClient, reading: Reading) -> None:
    """Take the last traces out, where nothing of ours is left to be found again."""
    found = [mark.number for mark in reading.marks if mark.key == FORMATS]
    found.append(_next_run(reading))
    requests = [{"deleteDeveloperMetadata": {"dataFilter": by_number(number)}} for number in found]
    client.batch_update(client.id, {"requests": requests})


def _restructured(client: GoogleClient, plan: Plan) -> Seen | None:
    """The keys as they stood when the structure and the values were written in one call; None if values are to follow.

    With the values the batch fails wherever one of our columns is not at its place any more; then the structure goes
    alone, and the values follow by filters that find the columns. No batch is sent twice.
    """
    token = secrets.token_hex(8)
    begin = _begin(plan.reading, token)
    said = ""
    beside = plan.in_one_call
    for values in (beside, None) if beside is not None and beside.cells else (beside,):
        keys = [out.shown for out in plan.rows_out] + list(values.keys if values else ())
        try:
            answer = batch_with_echo(client, [*begin, *plan.structure, *(in_place(values) if values else ())], keys)
        except Refused as err:
            said = str(err)
            if _was_done(client, plan.reading, token):
                return None
            continue
        _put_back_rules(client, plan, answer.get("replies", []))
        return seen_in(answer, keys) if values else None
    raise NotWritten("google_changed", plan.reading.workbook.source, said=said)


def _begin(reading: Reading, token: str) -> list[Json]:
    """Requests that make this run the only one that changes the structure as it was read."""
    last = [drop(reading.run)] if reading.run is not None else []
    return [*last, put(Mark(_next_run(reading), RUN, token)), *_learnt(reading)]


def _next_run(reading: Reading) -> int:
    return FIRST_RUN if reading.run is None else reading.run.number + 1


def _learnt(reading: Reading) -> list[Json]:
    """Requests that remember the number formats that were looked up."""
    if reading.learnt is None:
        return []
    old = [drop(mark) for mark in reading.marks if mark.key == FORMATS]
    return [*old, put(Mark(new_number(), FORMATS, reading.learnt))]


def _was_done(client: GoogleClient, reading: Reading, token: str) -> bool:
    """Whether the batch that was refused had been done already by a request whose answer was lost.

    NotWritten ``google_other_run`` if another run was faster.
    """
    body = {"dataFilters": [by_number(_next_run(reading))]}
    answer = client.request("post", f"{SPREADSHEET_URL % client.id}/developerMetadata:search", json=body)
    found = [one["developerMetadata"] for one in answer.json().get("matchedDeveloperMetadata", [])]
    if found and all(entry.get("metadataValue") != token for entry in found):
        raise NotWritten("google_other_run", reading.workbook.source)
    return bool(found)


def _put_back_rules(client: GoogleClient, plan: Plan, replies: Sequence[Json]) -> None:
    """Rules are dropped by their place in a list: one of the user's that stood there by then is put back."""
    dropped = [
        reply["deleteConditionalFormatRule"]["rule"] for reply in replies if "deleteConditionalFormatRule" in reply
    ]
    out = sorted(plan.rules_out, key=lambda rule: (rule[0], -rule[1]))
    wrong = [
        {"addConditionalFormatRule": {"rule": rule, "index": index}}
        for (_, index, meant), rule in zip(out, dropped, strict=False)
        if rule.get("booleanRule") != meant.get("booleanRule")
    ]
    if wrong:
        client.batch_update(client.id, {"requests": list(reversed(wrong))})
