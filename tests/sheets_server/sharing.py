"""Who may see a spreadsheet: Drive's permissions."""

import zlib

from tests.sheets_server.refusals import Json, Refusal
from tests.sheets_server.tokens import EMAIL

SOMEBODY = "owner@example.com"  # to whom the spreadsheets belong that tests load
NOT_ENABLED = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
CONSENT = "Consent is required to transfer ownership of a file to another user."


class Sharing:
    """The permissions of every file."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Json]] = {}

    def belongs_to_account(self, id: str) -> None:
        """The file was made by the account that asks."""
        self._entries[id] = [_permission({"type": "user", "role": "owner", "emailAddress": EMAIL})]

    def entries(self, id: str) -> list[Json]:
        owner = {"type": "user", "role": "owner", "emailAddress": SOMEBODY}
        return self._entries.setdefault(id, [_permission(owner)])

    def list(self, id: str) -> Json:
        return {"kind": "drive#permissionList", "permissions": self.entries(id)}

    def create(self, id: str, body: Json) -> Json:
        """A new permission; of somebody who has one already, that one changed. Nobody becomes owner unasked."""
        if body.get("role") == "owner":
            raise Refusal(403, NOT_ENABLED, location="transferOwnership")
        if body.get("type") in ("user", "group") and "@" not in body.get("emailAddress", ""):
            said = "The specified emailAddress is invalid or not applicable for the given permission type."
            raise Refusal(400, said, location="permission.emailAddress")
        if body.get("type") == "domain" and not body.get("domain"):
            said = "The specified domain is invalid or not applicable for the given permission type."
            raise Refusal(400, said, location="permission.domain")
        entry, entries = _permission(body), self.entries(id)
        known = next((other for other in entries if other["id"] == entry["id"]), None)
        if known is None:
            entries.append(entry)
        elif known["role"] != "owner":
            known["role"] = entry["role"]
        return known or entry

    def update(self, id: str, number: str, body: Json, query: dict[str, str]) -> Json:
        """The permission with its new role; an owner is offered (pendingOwner) and has to accept."""
        entry = self._find(id, number)
        if body.get("role") == "owner":
            if query.get("transferOwnership", "").lower() != "true":
                raise Refusal(403, NOT_ENABLED, location="transferOwnership")
            if entry.get("emailAddress") != EMAIL or not entry.get("pendingOwner"):
                raise Refusal(403, CONSENT, reason="consentRequiredForOwnershipTransfer")
            for other in self.entries(id):
                other["role"] = "writer" if other["role"] == "owner" else other["role"]
            entry["pendingOwner"] = False
        elif "pendingOwner" in body:
            if entry["type"] != "user":
                said = "The target user cannot be a pending owner on this file."
                raise Refusal(403, said, reason="targetUserCannotBePendingOwnerOnFile")
            entry["pendingOwner"] = body["pendingOwner"]
        entry["role"] = body.get("role", entry["role"])
        return entry

    def delete(self, id: str, number: str) -> None:
        entry = self._find(id, number)
        if entry["role"] == "owner":
            raise Refusal(403, "The owner of a file cannot be removed.", reason="cannotRemoveOwner")
        self.entries(id).remove(entry)

    def _find(self, id: str, number: str) -> Json:
        for entry in self.entries(id):
            if entry["id"] == number:
                return entry
        raise Refusal(404, f"Permission not found: {number}.", location="permissionId")


def _permission(given: Json) -> Json:
    """The Permission; one person has the same id on every file."""
    entry: Json = {"kind": "drive#permission", "id": "", "type": given["type"], "role": given["role"]}
    if given["type"] == "anyone":
        by_link = not given.get("allowFileDiscovery")
        return entry | {"id": "anyoneWithLink" if by_link else "anyone", "allowFileDiscovery": not by_link}
    name = given.get("emailAddress") or given["domain"]
    entry["id"] = f"{zlib.crc32(name.casefold().encode()):020}"
    if given["type"] == "domain":
        return entry | {"domain": name, "displayName": name, "allowFileDiscovery": False}
    own: Json = {"emailAddress": name, "displayName": name.partition("@")[0], "deleted": False}
    return entry | own | ({"pendingOwner": False} if given["type"] == "user" else {})
