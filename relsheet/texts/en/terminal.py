"""Words of the answer on a terminal."""

TABLE = {
    "told.records.customers": "{count} customers",
    "told.records.visits": "{count} visits",
    "told.records.complaints": "{count} complaints",
    "told.records.contacts": "{count} contacts",
    "told.records.orders": "{count} orders",
    "told.records.competitors": "{count} rivals",
    "told.records.plans": "{count} planned visits",
    "told.records.calendar": "{count} days",
    "told.problems": "Data: {parts}. See them with: relsheet check",
    "told.problems.error": "errors: {count}",
    "told.problems.warning": "warnings: {count}",
    "told.problems.note": "notes: {count}",
    "told.not_written": "Nothing was written: the workbook already shows all of this.",
    "told.written": "Written: {cells} cells of our own, nothing else.",
    "told.written_to": "Written: {path} ({cells} cells of our own).",
    "told.backup": "Backup: {path}",
    "told.empty": "(empty)",
}
