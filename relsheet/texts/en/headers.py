"""Headers that are unclear, and wrong entries in [headers.*]."""

TABLE: dict[str, str] = {
    "problem.header-twice.what": "two columns are headed '{header}' ({cells}); neither was used for {meaning}",
    "problem.header-twice.fix": "Rename one of them, or delete the one that is not needed",
    "problem.header-contest.what": "several columns could be {meaning} ({cells}); none of them was used",
    "problem.header-contest.fix": 'Say which one it is in relsheet.toml: [headers.{role}] {field} = "{header}"',
    "problem.header-unclear.what": "'{header}' can mean {meaning}, and the values below do not settle it; not used",
    "problem.header-unclear.fix": 'Rename it, or set [headers.{role}] {field} = "{header}" in relsheet.toml',
    "problem.header-not-ours.what": (
        "beside such columns '{header}' is more likely the customer's own figure, or what a deal may bring; not used"
    ),
    "problem.header-not-ours.fix": (
        'If it is what you sell, set [headers.{role}] {field} = "{header}" in relsheet.toml, or rename it Sales'
    ),
    "problem.header-is-length.what": "'{header}' says how long it took ({example}), not when it was done; not used",
    "problem.header-is-length.fix": "Add a column {meaning} with the day, better with the time of day",
    "problem.header-marked.what": "'{header}' ends in ◆, which marks relsheet's own columns, so it is not read",
    "problem.header-marked.fix": "If the column is yours, call it {bare}",
    "problem.header-values-disagree.what": (
        "the header says {meaning}, but the values below are something else ('{example}'); not used"
    ),
    "problem.header-values-disagree.fix": (
        'Rename the column, or, if it is right, set [headers.{role}] {field} = "{header}" in relsheet.toml'
    ),
    "problem.header-like.what": "'{header}' is not known; it looks like {meaning}",
    "problem.header-like.fix": 'If it is, rename it, or set [headers.{role}] {field} = "{header}" in relsheet.toml',
    "error.header_field_unknown.what": "there is no such field; did you mean {nearest}?",
    "error.header_field_unknown.fix": "Correct the field's name in relsheet.toml.",
    "error.header_not_found.what": "no column of the tab {tab} is headed '{header}' (nearest: {nearest}).",
    "error.header_not_found.fix": "Write the header as it stands in the tab, or take the line out.",
    "error.header_twice.what": "several columns of the tab {tab} are headed '{header}' ({cells}).",
    "error.header_twice.fix": "Rename all but one of them.",
}
