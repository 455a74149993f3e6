"""What is said of Google Sheets: credentials, sharing, quotas, people who edit meanwhile."""

TABLE: dict[str, str] = {
    "error.google_no_id.what": "no Google Sheet is named in this.",
    "error.google_no_id.fix": "Copy the address from the browser while the sheet is open "
    "(https://docs.google.com/spreadsheets/d/...).",
    "error.google_no_output.what": "a Google Sheet is scored in place; it cannot be written to {where}.",
    "error.google_no_output.fix": "Leave out -o. To keep the original, make a copy of the sheet first (File, Make a copy).",
    "error.google_api_not_local.what": "RELSHEET_SHEETS_API may only name a server on this machine.",
    "error.google_api_not_local.fix": "Take the variable out, then Google itself is asked.",
    "error.google_no_credentials.what": "relsheet has no credentials for Google yet.",
    "error.google_no_credentials.fix": "relsheet google setup leads through it; or name a key file with --credentials "
    "(docs/google.md, ten steps).",
    "error.google_no_key_file.what": "the key file for Google cannot be read: {reason}.",
    "error.google_no_key_file.fix": "Check the path in --credentials, in [google] credentials of relsheet.toml, or in the "
    "variable GOOGLE_APPLICATION_CREDENTIALS.",
    "error.google_bad_key.what": "this is not a key file that Google hands out.",
    "error.google_bad_key.fix": "Download the JSON key of the service account again (docs/google.md, step 6).",
    "error.google_login.what": "Google does not accept the credentials any more.",
    "error.google_login.fix": "Make a new key (docs/google.md, step 6), or agree again in the browser if it was your own "
    "account: of an app that is still in testing, that ends after 7 days. Check the clock of this machine too.",
    "error.google_not_shared.what": "there is no such Google Sheet, or it is not shared with relsheet.",
    "error.google_not_shared.fix": "Open the sheet, choose Share, and add {name} as an editor.",
    "error.google_not_shared_with_you.what": "there is no such Google Sheet, or your account may not edit it.",
    "error.google_not_shared_with_you.fix": "Check the address, and ask its owner to make you an editor.",
    "error.google_disabled.what": "the Google Sheets API is switched off in the project of these credentials.",
    "error.google_disabled.fix": "Switch it on in the Google Cloud console (docs/google.md, step 3) and wait a minute.",
    "error.google_disabled_with_you.what": "the Google Sheets API is switched off in the project of these credentials.",
    "error.google_disabled_with_you.fix": "Switch it on in the Google Cloud console (docs/google.md, step 3) and wait a "
    "minute.",
    "error.google_quota.what": "Google asks us to wait: too many requests in a minute. Nothing more was written.",
    "error.google_quota.fix": "Run again in a few minutes; other programs with the same credentials count too.",
    "error.google_unreachable.what": "Google could not be reached ({reason}).",
    "error.google_unreachable.fix": "Check the connection (and the proxy), and run again.",
    "error.google_refused.what": "Google refused a request: {said}",
    "error.google_refused.fix": "Run again. If it happens again, report it with this message.",
    "error.google_half_done.what": "the connection to Google broke while values were being written ({why}): some of "
    "relsheet's own cells may still be old or empty. None of yours was changed.",
    "error.google_half_done.fix": "Run again: it finishes what is missing.",
    "error.google_other_run.what": "another relsheet run has just changed this sheet. This run wrote nothing.",
    "error.google_other_run.fix": "Wait until that run has ended, then run again.",
    "error.google_changed.what": "somebody moved or deleted columns or tabs while the sheet was being scored; what was "
    "to be written did not fit any more. ({said})",
    "error.google_changed.fix": "Run again: the sheet is then read afresh.",
    "error.google_keeps_changing.what": "the rows were sorted or moved again and again while values were written. "
    "relsheet has emptied its own columns there, so that no value stands beside a wrong customer.",
    "error.google_keeps_changing.fix": "Run again when nobody is sorting.",
    "error.google_undo_nothing.what": "there is nothing to undo: relsheet has not changed this Google Sheet from this computer.",
    "error.google_undo_nothing.fix": "Undo on the computer that scored it, or use File, Version history; relsheet remove takes "
    "all of relsheet's columns and tabs out.",
    "error.google_undo_edited.what": "somebody wrote into relsheet's columns or tabs since; undoing would throw that away.",
    "error.google_undo_edited.fix": "To go back all the same, add --force; Google keeps what stands there now (File, Version "
    "history).",
    "error.google_busy.what": "the rows of a very long tab were sorted or moved each time that they were read.",
    "error.google_busy.fix": "Run again when nobody is sorting.",
    "warning.google_column_stays": "{tab}: column {name} was emptied and not deleted, since somebody wrote into it ({cells}).",
    "warning.google_key_open": "Others on this machine can read the key file {path}. Protect it: chmod 600.",
    "warning.google_no_key": "{tab}: {count} rows were left without results, since nothing in them tells them apart from "
    "others (rows {rows}). Give each a number or a name of its own.",
    "warning.google_rows_gone": "{tab}: {count} rows were deleted or renamed while the results were being written; they "
    "got none this time.",
}
