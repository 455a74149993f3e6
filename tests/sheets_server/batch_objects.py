"""batchUpdate requests on what hangs on tabs: filters, rules, charts, names, protection."""

from copy import deepcopy
from typing import Any

from tests.sheets_server.batch import handles, put_fields, told
from tests.sheets_server.batch_cells import mirrored
from tests.sheets_server.book import Book
from tests.sheets_server.colors import as_kept
from tests.sheets_server.refusals import Json, bad
from tests.sheets_server.tab import Tab
from tests.sheets_server.tokens import EMAIL


def _closed(book: Book, area: Json) -> Json:
    tab, top, left, bottom, right = book.closed(area)
    return {
        "sheetId": tab.id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def _every(book: Book, name: str) -> list[tuple[Tab, Json]]:
    return [(tab, item) for tab in book.tabs for item in tab.hanging.get(name, [])]


def _drop(book: Book, name: str, key: str, id: Any) -> None:
    for tab, item in _every(book, name):
        if item[key] == id:
            tab.hanging[name].remove(item)
            return
    raise bad(f"No {name} with ID: {id}")


@handles("setBasicFilter")
def _set_basic_filter(book: Book, request: Json) -> Json:
    given = deepcopy(request["filter"])
    given["range"] = _closed(book, given["range"])
    book.tab(given["range"]["sheetId"]).hanging["basicFilter"] = given
    return {}


@handles("clearBasicFilter")
def _clear_basic_filter(book: Book, request: Json) -> Json:
    book.tab(request.get("sheetId")).hanging.pop("basicFilter", None)
    return {}


def _rule(given: Json) -> Json:
    rule: Json = as_kept(given)
    if "booleanRule" in rule and "format" in rule["booleanRule"]:
        rule["booleanRule"]["format"] = mirrored(rule["booleanRule"]["format"])
    return rule


@handles("addConditionalFormatRule")
def _add_rule(book: Book, request: Json) -> Json:
    rule = _rule(request["rule"])
    if not rule.get("ranges"):
        raise bad("At least one range must be specified.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise bad("Exactly one rule must be set.")
    tab = book.tab(rule["ranges"][0].get("sheetId"))
    rules = tab.hanging.setdefault("conditionalFormats", [])
    rules.insert(request.get("index", 0), rule)
    return {}


def _rules(book: Book, request: Json) -> list[Json]:
    rules: list[Json] = book.tab(request.get("sheetId")).hanging.get("conditionalFormats", [])
    if request.get("index", 0) >= len(rules):
        raise bad(f"No conditional format on sheet: {request.get('sheetId')} at index: {request.get('index', 0)}")
    return rules


@handles("deleteConditionalFormatRule")
def _delete_rule(book: Book, request: Json) -> Json:
    return {"rule": _rules(book, request).pop(request.get("index", 0))}


@handles("updateConditionalFormatRule")
def _update_rule(book: Book, request: Json) -> Json:
    rules, index = _rules(book, request), request.get("index", 0)
    old = rules[index]
    if "rule" in request:
        rules[index] = _rule(request["rule"])
        return {"oldRule": old, "newRule": rules[index], "newIndex": index}
    rules.insert(request["newIndex"], rules.pop(index))
    return {"oldRule": old, "newRule": old, "oldIndex": index, "newIndex": request["newIndex"]}


@handles("addChart")
def _add_chart(book: Book, request: Json) -> Json:
    chart: Json = as_kept(request["chart"])
    if not any(key.endswith(("Chart", "chart")) for key in chart.get("spec", {})):
        raise bad("chart.spec: a chart type must be set.")
    position = chart.get("position", {})
    if position.pop("newSheet", False):
        raise bad("This local server keeps no charts on sheets of their own.")
    anchor = position.get("overlayPosition", {}).get("anchorCell", {})
    tab = book.tab(anchor.get("sheetId"))
    anchor["sheetId"] = tab.id
    chart.setdefault("chartId", book.new_id())
    if any(other["chartId"] == chart["chartId"] for _, other in _every(book, "charts")):
        raise bad(f"Object with ID {chart['chartId']} already exists.")
    tab.hanging.setdefault("charts", []).append(chart)
    return {"chart": chart}


@handles("updateChartSpec")
def _update_chart(book: Book, request: Json) -> Json:
    for _, chart in _every(book, "charts"):
        if chart["chartId"] == request["chartId"]:
            chart["spec"] = request["spec"]
            return {}
    raise bad(f"No chart with ID: {request['chartId']}")


@handles("deleteEmbeddedObject")
def _delete_object(book: Book, request: Json) -> Json:
    _drop(book, "charts", "chartId", request["objectId"])
    return {}


@handles("addNamedRange")
def _add_named_range(book: Book, request: Json) -> Json:
    named = deepcopy(request["namedRange"])
    if any(other["name"].casefold() == named["name"].casefold() for other in book.named_ranges):
        raise bad(f"A named range with the name {named['name']} already exists.")
    named.setdefault("namedRangeId", str(book.new_id()))
    named["range"].setdefault("sheetId", 0)
    book.named_ranges.append(named)
    return {"namedRange": named}


@handles("updateNamedRange")
def _update_named_range(book: Book, request: Json) -> Json:
    for named in book.named_ranges:
        if named["namedRangeId"] == request["namedRange"]["namedRangeId"]:
            put_fields(named, request["namedRange"], request.get("fields", ""))
            return {}
    raise bad(f"No named range with ID: {request['namedRange']['namedRangeId']}")


@handles("deleteNamedRange")
def _delete_named_range(book: Book, request: Json) -> Json:
    left = [named for named in book.named_ranges if named["namedRangeId"] != request["namedRangeId"]]
    if len(left) == len(book.named_ranges):
        raise bad(f"No named range with ID: {request['namedRangeId']}")
    book.named_ranges = left
    return {}


@handles("addProtectedRange")
def _add_protected_range(book: Book, request: Json) -> Json:
    """The one who protects can always edit; he is among the editors, unless it is only a warning."""
    asked = request["protectedRange"]
    given: Json = told(asked) | {"range": {"sheetId": 0} | asked["range"], "requestingUserCanEdit": True}
    given.setdefault("protectedRangeId", book.new_id())
    if not given.get("warningOnly"):
        editors = given.setdefault("editors", {})
        editors["users"] = list(dict.fromkeys([*editors.get("users", []), EMAIL]))
    book.tab(given["range"]["sheetId"]).hanging.setdefault("protectedRanges", []).append(given)
    return {"protectedRange": given}


@handles("updateProtectedRange")
def _update_protected_range(book: Book, request: Json) -> Json:
    for _, given in _every(book, "protectedRanges"):
        if given["protectedRangeId"] == request["protectedRange"]["protectedRangeId"]:
            put_fields(given, request["protectedRange"], request.get("fields", ""))
            return {}
    raise bad(f"No protected range with ID: {request['protectedRange']['protectedRangeId']}")


@handles("deleteProtectedRange")
def _delete_protected_range(book: Book, request: Json) -> Json:
    _drop(book, "protectedRanges", "protectedRangeId", request["protectedRangeId"])
    return {}


@handles("addFilterView")
def _add_filter_view(book: Book, request: Json) -> Json:
    given = deepcopy(request["filter"])
    given.setdefault("filterViewId", book.new_id())
    book.tab(given["range"].get("sheetId")).hanging.setdefault("filterViews", []).append(given)
    return {"filter": given}


@handles("deleteFilterView")
def _delete_filter_view(book: Book, request: Json) -> Json:
    _drop(book, "filterViews", "filterViewId", request["filterId"])
    return {}


@handles("addBanding")
def _add_banding(book: Book, request: Json) -> Json:
    given = as_kept(request["bandedRange"])
    given.setdefault("bandedRangeId", book.new_id())
    book.tab(given["range"].get("sheetId")).hanging.setdefault("bandedRanges", []).append(given)
    return {"bandedRange": given}


@handles("deleteBanding")
def _delete_banding(book: Book, request: Json) -> Json:
    _drop(book, "bandedRanges", "bandedRangeId", request["bandedRangeId"])
    return {}
