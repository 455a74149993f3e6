"""Words of the answer on a terminal."""

TABLE = {
    "told.records.customers": "{count} {count:customer|customers}",
    "told.records.visits": "{count} {count:visit|visits}",
    "told.records.complaints": "{count} {count:complaint|complaints}",
    "told.records.contacts": "{count} {count:contact|contacts}",
    "told.records.orders": "{count} {count:order|orders}",
    "told.records.competitors": "{count} {count:rival|rivals}",
    "told.records.plans": "{count} planned {count:visit|visits}",
    "told.records.calendar": "{count} {count:day|days}",
    "told.problems": "Data: {parts}. See them with: relsheet check",
    "told.problems.error": "errors: {count}",
    "told.problems.warning": "warnings: {count}",
    "told.problems.note": "notes: {count}",
    "told.not_written": "Nothing was written: the workbook already shows all of this.",
    "told.written": "Written: {cells} {cells:cell|cells} of our own, nothing else.",
    "told.written_to": "Written: {path} ({cells} {cells:cell|cells} of our own).",
    "told.backup": "Backup of {name} as it was: {path}",
    "step.read": "Reading {source} ...",
    "step.compute": "{count} {count:row|rows} read; computing ...",
    "step.write": "Writing {count} {count:cell|cells} beside the rows ...",
    "told.empty": "(empty)",
}
