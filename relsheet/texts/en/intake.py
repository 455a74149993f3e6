"""What is said of a workbook's tabs and rows, and of the names in them."""

TABLE: dict[str, str] = {
    "error.no_customers_tab.what": "no tab holds customers (tabs: {tabs}).",
    "error.no_customers_tab.fix": (
        'Name the tab that lists them in relsheet.toml: [tabs] customers = "..."'
        " (it needs a header row with a column of names)."
    ),
    "error.no_name_column.what": "no column holds the customers' names (looked for: {looked_for}; found: {headers}).",
    "error.no_name_column.fix": ('Rename one header, or set [headers.customers] name = "..." in relsheet.toml.'),
    "error.tab_not_found.what": 'there is no tab "{tab}" (tabs: {tabs}).',
    "error.tab_not_found.fix": "Write the tab's name as it stands in the workbook.",
    "error.broken_tab.what": "this tab is damaged and cannot be read ({detail}).",
    "error.broken_tab.fix": "Open the workbook in Excel or WPS, let it repair the file, save it and try again.",
    "error.too_wide_tab.what": "a stray cell far out makes this tab {cells} cells large.",
    "error.too_wide_tab.fix": (
        "Press Ctrl+End on the tab, delete the empty rows and columns on the way there, save and try again."
    ),
    "problem.broken-tab.what": "This tab is damaged and was not read ({detail})",
    "problem.broken-tab.fix": "Open the workbook in Excel or WPS, let it repair the file, save it and try again",
    "problem.too-wide-tab.what": "A stray cell far out makes this tab {cells} cells large; it was not read",
    "problem.too-wide-tab.fix": "Press Ctrl+End on the tab, delete the empty rows and columns on the way, and save",
    "problem.tab-lacks-column.what": "The tab was not read: it lacks a column that it needs (looked for: {looked_for})",
    "problem.tab-lacks-column.fix": 'Rename a header, or set [headers.{role}] {field} = "..." in relsheet.toml',
    "problem.tab-not-read.what": 'The tab looks like "{first}", which was read instead',
    "problem.tab-not-read.fix": 'If both count, set [tabs] {role} = ["{first}", "{tab}"] in relsheet.toml',
    "problem.hidden-tab.what": "This tab is hidden, and was read",
    "problem.hidden-tab.fix": 'To leave it out, set [tabs] {role} = "" in relsheet.toml',
    "problem.hidden-rows.what": "Hidden or filtered rows were read like the others (rows: {count})",
    "problem.hidden-rows.fix": "Nothing to do if they still count; else delete them or move them to another tab",
    "problem.no-name.what": "This row has no customer name and was left out",
    "problem.no-name.fix": "Enter the name, or delete the row",
    "problem.no-customer.what": "This row names no customer and was left out",
    "problem.no-customer.fix": "Enter the customer's name or id",
    "problem.no-date.what": "This row has no date and was left out",
    "problem.no-date.fix": "Enter the date",
    "problem.no-person.what": "This row has no name of a person and was left out",
    "problem.no-person.fix": "Enter the person's name, or delete the row",
    "problem.unknown-customer.what": '"{name}" is not on the list of customers (rows: {count})',
    "problem.unknown-customer.fix": "Add the customer, or write the name or id as it stands on the list",
    "problem.unknown-customer-like.what": '"{name}" is not on the list (rows: {count}); similar: {nearest}',
    "problem.unknown-customer-like.fix": (
        'If it is one of these, write that name, or add "{name}" to its column of other names; else add the customer'
    ),
    "problem.unknown-customers.what": "{names} more names are not on the list of customers (rows: {count})",
    "problem.unknown-customers.fix": "Check that the log and the list of customers belong together",
    "problem.ambiguous-customer.what": '"{name}" may be any of these customers: {candidates} (rows: {count})',
    "problem.ambiguous-customer.fix": "Write the full name or the id",
    "problem.id-and-name-differ.what": '"{name}": the id and the name mean two customers; left out (rows: {count})',
    "problem.id-and-name-differ.fix": "Correct the id or the name",
    "problem.doubled-id.what": "The id {id} stands in {cells}: {names}. None of these rows gets a result",
    "problem.doubled-id.fix": "Give each customer an id of its own, or delete the row that is there twice",
    "problem.doubled-name.what": "Perhaps the same customer twice: {names} ({cells})",
    "problem.doubled-name.fix": "If so, keep one row; else tell them apart by an id or a fuller name",
    "problem.merged-rows.what": "Rows merged into the customer above: only his first row was read (rows {rows})",
    "problem.merged-rows.fix": "Nothing to do; give each person a row of his own on a tab Contacts to use them too",
    "problem.side-table.what": "The columns {columns} look like a small table of their own beside the list; left out",
    "problem.side-table.fix": "Nothing to do, if that is right; else close the gap between them and the list",
    "problem.skipped-rows.what": "Totals, repeated headers or notes were left out (rows: {rows})",
    "problem.skipped-rows.fix": "Nothing to do, unless one of them is a record",
    "problem.error-cell.what": "The cell holds the error {error}",
    "problem.error-cell.fix": "Mend the formula, or enter the value",
    "problem.not-calculated.what": 'Formulas in the column "{header}" were never calculated (cells: {count})',
    "problem.not-calculated.fix": "Open the workbook in Excel, WPS or LibreOffice, save it and try again",
    "problem.other-workbook.what": (
        '{count} cells in the column "{header}" come from another workbook and may be out of date, the first one here'
    ),
    "problem.other-workbook.fix": "Open the workbook in Excel, update the links and save it",
}
