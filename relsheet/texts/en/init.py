"""Words of ``relsheet init`` and of the list of problems."""

TABLE = {
    "init.head": "How relsheet reads {source}: its tabs and headers as they were found.\n"
    "Correct what is wrong. Lines that begin with # are not in force: what was unsure stands there;\n"
    "take the # away where it is right.",
    "init.header_row": "header in row {rows}",
    "init.lacks": "needs a column for {wanted}",
    "init.spare": "{tab} would fit too",
    "init.no_customers": "which tab holds your customers? there are: {tabs}",
    "init.perhaps": "perhaps {fields}",
    "init.twice": "perhaps {fields}; another column has the same header: rename one of them",
    "init.ask_tab": "Which tab of {source} holds your customers?",
    "init.ask_name": "Which column of {tab} holds the customers' names?",
    "init.ask_field": "{cell}: {column}: what is it?",
    "init.none_of_these": "none of these, or not sure",
    "init.which": "Number",
    "init.made": "{path} is ready. Open it, write your customers over the sample rows, then: relsheet score {path}",
    "init.written": "{path} written: {tabs} {tabs:tab|tabs}, {fields} {fields:column|columns}.",
    "init.open": "Unsure, and left as comments there: {count}.",
    "init.first": (
        "No list of customers was found. Add a tab with one row per customer, or name it in {path}:"
        ' [tabs] customers = "...". Then: relsheet score {source}'
    ),
    "init.next": "Next: relsheet score {source}",
    "error.config_exists.what": "this file is there already, and is not overwritten.",
    "error.config_exists.fix": "Rename or move it first, or change in it what you want changed.",
    "error.config_not_written.what": "it cannot be written: {reason}.",
    "error.config_not_written.fix": "Check the folder's rights and the free space.",
    "error.already_there.what": "there is such a file already. Nothing was written.",
    "error.already_there.fix": "Give the new workbook another name.",
    "error.new_suffix.what": "a new workbook is an .xlsx file.",
    "error.new_suffix.fix": "Name it so: relsheet init crm.xlsx",
    "error.list_is_source.what": "the list of problems would replace the workbook itself.",
    "error.list_is_source.fix": "Name another file: -o problems.xlsx",
    "error.list_suffix.what": "the list of problems is an .xlsx workbook.",
    "error.list_suffix.fix": "Name it so: -o problems.xlsx",
    "problems.tab": "Problems",
    "problems.severity": "How bad",
    "problems.cell": "Cell",
    "problems.what": "What is wrong",
    "problems.fix": "How to mend it",
    "problems.saved": "List of problems: {path}",
}
