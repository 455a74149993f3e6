"""What is said of a workbook's tabs and rows, and of the names in them."""

NO_LIST = (
    "Add a tab Customers with one row per customer (the names under a header Customer, then Owner, Annual sales and"
    " what else you know); relsheet init crm.xlsx makes an example. If a tab is such a list, relsheet init FILE asks which."
)

TABLE: dict[str, str] = {
    "error.no_customers_tab.what": "no tab looks like a list of customers. Found: {tabs}.",
    "error.no_customers_tab.fix": (
        "relsheet needs a tab with one row per customer under a row of headers, one of them Customer or 客户名称."
        " If a tab is such a list, relsheet init FILE asks which one it is; relsheet init crm.xlsx makes an example."
    ),
    "error.no_rows.what": "nothing is written in this workbook yet.",
    "error.no_rows.fix": "relsheet init crm.xlsx makes a workbook with headers and sample rows to begin with.",
    "error.no_customers_yet.what": "there are no customers yet: nothing stands below the header {header}.",
    "error.no_customers_yet.fix": "Enter your customers there, one per row, save, and run again.",
    "error.names_are_blank.what": 'the column "{header}" is empty: no row has a name (rows: {count}).',
    "error.names_are_blank.fix": (
        'Enter the names there, or name the column that holds them in relsheet.toml: [headers.customers] name = "..."'
    ),
    "error.name_in_two_columns.what": "the names stand in two columns, first name and last name.",
    "error.name_in_two_columns.fix": (
        'Add a column "Customer" with the whole name, in Excel with a formula like =B2&" "&C2, save, and run again.'
    ),
    "error.sideways.what": "the values stand beside {header}, not below it: a form, or a table on its side.",
    "error.sideways.fix": (
        "Put the headers in one row and each customer in a row of his own below"
        " (in Excel: copy, Paste Special, Transpose). relsheet init crm.xlsx makes an example."
    ),
    "error.only.visits.what": "this tab lists visits, and no tab lists the customers.",
    "error.only.visits.fix": NO_LIST,
    "error.only.orders.what": "this tab lists orders, and no tab lists the customers.",
    "error.only.orders.fix": NO_LIST,
    "error.only.complaints.what": "this tab lists complaints, and no tab lists the customers.",
    "error.only.complaints.fix": NO_LIST,
    "error.only.contacts.what": "this tab lists people at customers, and no tab lists the customers.",
    "error.only.contacts.fix": NO_LIST,
    "error.only.plans.what": "this tab lists planned visits, and no tab lists the customers.",
    "error.only.plans.fix": NO_LIST,
    "error.only.competitors.what": "this tab lists rivals, and no tab lists the customers.",
    "error.only.competitors.fix": NO_LIST,
    "error.only_in_csv.what": "this file lists visits, orders, complaints or people, and not the customers.",
    "error.only_in_csv.fix": "Save it as .xlsx, since a .csv has no second tab. " + NO_LIST,
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
    "problem.deals-not-read.what": "The rows of this tab are deals that may still come (column {header}): it is not read",
    "problem.deals-not-read.fix": "Nothing to do; what was won belongs on a tab of orders",
    "problem.deals-as-customers.what": "The rows of this tab are deals (column {header}); each was read as a customer, since no tab lists the customers",
    "problem.deals-as-customers.fix": "Add a tab with one row per customer if a customer may have several deals",
    "problem.tab-not-read.what": 'The tab looks like "{first}", which was read instead',
    "problem.tab-not-read.fix": 'If both count, set [tabs] {role} = ["{first}", "{tab}"] in relsheet.toml',
    "problem.hidden-tab.what": "This tab is hidden, and was read",
    "problem.hidden-tab.fix": 'To leave it out, set [tabs] {role} = "" in relsheet.toml',
    "problem.hidden-rows.what": "Hidden or filtered rows were read like the others (rows: {count})",
    "problem.hidden-rows.fix": "Nothing to do if they still count; else delete them or move them to another tab",
    "problem.no-name.what": "This row has no customer name and was left out",
    "problem.no-name.fix": "Enter the name, or delete the row",
    "problem.name-not-known.what": "'{value}' stands in place of the customer's name; the row was left out",
    "problem.name-not-known.fix": "Enter the name as soon as it is known; until then the row counts nowhere",
    "problem.no-customer.what": "This row names no customer and was left out",
    "problem.no-customer.fix": "Enter the customer's name or id",
    "problem.customer-open.what": "'{value}' stands in place of the customer, so this row counts for nobody yet",
    "problem.customer-open.fix": "Enter the customer's name or id once it is known",
    "problem.complaint-no-customer.what": "This complaint names no customer; its deadlines count, but beside no customer",
    "problem.complaint-no-customer.fix": "Enter the customer's name or id",
    "problem.complaint-customer-open.what": (
        "'{value}' stands in place of the customer; the deadlines count, but beside no customer"
    ),
    "problem.complaint-customer-open.fix": "Enter the customer's name or id once it is known",
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
    "problem.unknown-customer-in-tabs.what": '"{name}" is not on the list of customers (rows: {count}; tabs: {tabs})',
    "problem.unknown-customer-in-tabs.fix": "Add the customer, or write the name or id as it stands on the list",
    "problem.unknown-customer-like-in-tabs.what": (
        '"{name}" is not on the list (rows: {count}; tabs: {tabs}); similar: {nearest}'
    ),
    "problem.unknown-customer-like-in-tabs.fix": (
        'If it is one of these, write that name, or add "{name}" to its column of other names; else add the customer'
    ),
    "problem.unknown-customers.what": "Another {names} names are not on the list of customers (rows: {count})",
    "problem.unknown-customers.fix": "Check that the log and the list of customers belong together",
    "problem.ambiguous-customer.what": '"{name}" may be any of these customers: {candidates} (rows: {count})',
    "problem.ambiguous-customer.fix": "Write the full name or the id",
    "problem.ambiguous-customer-in-tabs.what": (
        '"{name}" may be any of these customers: {candidates} (rows: {count}; tabs: {tabs})'
    ),
    "problem.ambiguous-customer-in-tabs.fix": "Write the full name or the id",
    "problem.id-and-name-differ.what": '"{name}": the id and the name mean two customers; left out (rows: {count})',
    "problem.id-and-name-differ.fix": "Correct the id or the name",
    "problem.doubled-id.what": "The id {id} stands in {cells}: {names}. None of these rows gets a result",
    "problem.doubled-id.fix": "Give each customer an id of its own, or delete the row that is there twice",
    "problem.doubled-name.what": "Perhaps the same customer twice: {names} ({cells})",
    "problem.doubled-name.fix": "If so, keep one row; else tell them apart by an id or a fuller name",
    "problem.merged-rows.what": "Rows merged into the customer above: only his first row was read (rows {rows})",
    "problem.merged-rows.fix": "Nothing to do; give each person a row of his own on a tab Contacts to use them too",
    "problem.other-names.what": "Other names of customers were read here (rows: {count})",
    "problem.other-names.fix": 'Nothing to do; a column "Other Names" beside the customers serves as well',
    "problem.owner-from-tab.what": "The customers of this tab were taken to be those of {name}, whose name it bears",
    "problem.owner-from-tab.fix": "Nothing to do, if that is right; else add a column Account Manager",
    "problem.second-table.what": "Another table begins here, below the first; it was not read",
    "problem.second-table.fix": "Move it to a tab of its own",
    "problem.side-table.what": "The columns {columns} look like a small table of their own beside the list; left out",
    "problem.side-table.fix": "Nothing to do, if that is right; else close the gap between them and the list",
    "problem.skipped-rows.what": "{count} {count:row was|rows were} left out as totals, repeated headers or notes (rows: {rows})",
    "problem.skipped-rows.fix": "Nothing to do, unless one of them is a record",
    "problem.error-cell.what": "The cell holds the error {error}",
    "problem.error-cell.fix": "Mend the formula, or enter the value",
    "problem.not-calculated.what": 'Formulas in the column "{header}" were never calculated (cells: {count})',
    "problem.not-calculated.fix": "Open the workbook in Excel, WPS or LibreOffice, save it and try again",
    "problem.other-workbook.what": (
        '{count} {count:cell|cells} in the column "{header}" {count:comes|come} from another workbook and may be out'
        " of date, the first one here"
    ),
    "problem.other-workbook.fix": "Open the workbook in Excel, update the links and save it",
}
