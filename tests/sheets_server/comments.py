"""What people said about a spreadsheet: Drive's comments, which gspread copies along."""

from tests.sheets_server.refusals import Json


class Comments:
    """The comments of every file."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Json]] = {}

    def create(self, id: str, body: Json) -> Json:
        entries = self._entries.setdefault(id, [])
        comment = {"kind": "drive#comment", "id": f"AAAA{len(entries) + 1:06}", "deleted": False, "resolved": False}
        entries.append(comment | {key: body[key] for key in ("content", "anchor") if key in body})
        return entries[-1]

    def list(self, id: str) -> Json:
        return {"kind": "drive#commentList", "comments": self._entries.get(id, [])}
