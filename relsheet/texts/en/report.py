"""Words of the HTML report."""

TABLE = {
    "report.title": "Summary of {source}",
    "report.jump": "All {count} {count:customer|customers} ↓",
    "report.customers": "All customers",
    "report.search": "Find a customer or any word",
    "report.everybody": "Everybody's",
    "report.marked": "only what is coloured",
    "report.shown": "{shown} of {count} {count:customer|customers}",
    "report.brief": "Brief",
    "report.close": "Close",
    "report.short": "This page has no room for the whole brief. Get it with relsheet brief, the workbook and the "
    "customer's name.",
    "report.foot": "Made by relsheet. This page holds all it shows and sends nothing anywhere.",
    "report.noscript": "Without JavaScript the table cannot be sorted or filtered, and the briefs stay closed.",
}
