"""What each method of the Drive API answers."""

import re
from collections.abc import Callable
from typing import Any

from tests.sheets_server.drive import Drive
from tests.sheets_server.exports import exported
from tests.sheets_server.fields import Mask, check, kept, parsed
from tests.sheets_server.methods import Asked
from tests.sheets_server.refusals import Json, Refusal
from tests.sheets_server.schema import discovery

#: (verb, path below /drive/v3/files, discovery method)
ROUTES = [
    ("GET", r"", "files.list"),
    ("POST", r"", "files.create"),
    ("GET", r"/(?P<id>[^/]+)", "files.get"),
    ("PATCH", r"/(?P<id>[^/]+)", "files.update"),
    ("DELETE", r"/(?P<id>[^/]+)", "files.delete"),
    ("POST", r"/(?P<id>[^/]+)/copy", "files.copy"),
    ("GET", r"/(?P<id>[^/]+)/export", "files.export"),
    ("GET", r"/(?P<id>[^/]+)/permissions", "permissions.list"),
    ("POST", r"/(?P<id>[^/]+)/permissions", "permissions.create"),
    ("PATCH", r"/(?P<id>[^/]+)/permissions/(?P<number>[^/]+)", "permissions.update"),
    ("DELETE", r"/(?P<id>[^/]+)/permissions/(?P<number>[^/]+)", "permissions.delete"),
    ("GET", r"/(?P<id>[^/]+)/comments", "comments.list"),
    ("POST", r"/(?P<id>[^/]+)/comments", "comments.create"),
]
#: What gspread sends and Drive passes over though its discovery document does not have it.
LET_BY = {"files.get": {"includeItemsFromAllDrives"}, "permissions.create": {"withLink"}}
#: The fields of an answer where no mask asks for others.
FILE: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
PERMISSION: Mask = {"kind": {}, "id": {}, "type": {}, "role": {}}
USUAL: dict[str, Mask] = {
    "files.list": {"kind": {}, "incompleteSearch": {}, "nextPageToken": {}, "files": FILE},
    "permissions.list": {"kind": {}, "nextPageToken": {}, "permissions": PERMISSION},
    "permissions.create": PERMISSION,
    "permissions.update": PERMISSION,
}
METHODS: dict[str, Callable[[Drive, str, str, Asked], Any]] = {
    "files.list": lambda drive, id, number, asked: drive.list(asked.flat),
    "files.create": lambda drive, id, number, asked: drive.create(asked.body or {}),
    "files.get": lambda drive, id, number, asked: drive.file(drive.find(id)),
    "files.update": lambda drive, id, number, asked: drive.rename(id, asked.body or {}),
    "files.delete": lambda drive, id, number, asked: drive.delete(id),
    "files.copy": lambda drive, id, number, asked: drive.copy(id, asked.body or {}),
    "files.export": lambda drive, id, number, asked: exported(drive.find(id), asked.flat.get("mimeType", "")),
    "permissions.list": lambda drive, id, number, asked: drive.sharing.list(drive.find(id).id),
    "permissions.create": lambda drive, id, number, asked: drive.sharing.create(drive.find(id).id, asked.body or {}),
    "permissions.update": lambda drive, id, number, asked: drive.sharing.update(
        drive.find(id).id, number, asked.body or {}, asked.flat
    ),
    "permissions.delete": lambda drive, id, number, asked: drive.sharing.delete(drive.find(id).id, number),
    "comments.list": lambda drive, id, number, asked: drive.comments.list(drive.find(id).id),
    "comments.create": lambda drive, id, number, asked: drive.comments.create(drive.find(id).id, asked.body or {}),
}


def answer(drive: Drive, asked: Asked, complaints: list[str]) -> tuple[str, Any]:
    """(discovery method, answer) of a call; Refusal where Google would refuse; the schema's are ``complaints`` too."""
    uploaded = re.fullmatch(r"/upload/drive/v2/files/([^/]+)", asked.path)
    if uploaded and asked.verb == "PUT":
        discovery("drive.v2").check_query("drive.files.update", asked.query)
        file = drive.import_csv(uploaded[1], asked.body)
        discovery("drive.v2").check_answer("drive.files.update", file)
        return "drive.files.update", file
    for verb, pattern, method in ROUTES:
        found = re.fullmatch("/drive/v3/files" + pattern, asked.path)
        if found and verb == asked.verb:
            return f"drive.{method}", _judged(drive, method, found.groupdict(), asked, complaints)
    raise Refusal(404, "Not Found")


def _judged(drive: Drive, method: str, given: dict[str, str], asked: Asked, complaints: list[str]) -> Any:
    judge, full = discovery("drive.v3"), f"drive.{method}"
    asked = _without(asked, LET_BY.get(method, set()))
    try:
        judge.check_query(full, asked.query)
        judge.check_body(full, asked.body)
        mask = _mask(method, asked)
    except Refusal as err:
        complaints.append(f"{full}: {err.message}")
        raise
    found = METHODS[method](drive, given.get("id", ""), given.get("number", ""), asked)
    if not isinstance(found, dict):  # a file, or nothing
        return found
    found = kept(found, mask)
    judge.check_answer(full, found)
    return found


def _mask(method: str, asked: Asked) -> Mask:
    judge = discovery("drive.v3")
    if "fields" not in asked.query:
        if method.startswith("comments."):
            raise Refusal(400, "The 'fields' parameter is required for this method.", location="fields")
        return USUAL.get(method, FILE)
    mask = parsed(asked.flat["fields"])
    if "response" in judge.methods[f"drive.{method}"]:
        check(mask, judge.methods[f"drive.{method}"]["response"], judge.schemas)
    return mask


def _without(asked: Asked, names: set[str]) -> Asked:
    query = {name: values for name, values in asked.query.items() if name not in names}
    body: Json | None = asked.body
    if body:
        body = {name: value for name, value in body.items() if name not in names}
    return Asked(asked.verb, asked.path, query, body, asked.headers)
