"""What is said of workbook packages: what they are, why one is not written, what was done beside the wish."""

TABLE: dict[str, str] = {
    "error.cannot_open.what": "it cannot be opened ({reason}).",
    "error.cannot_open.fix": "Check the name and whether you may read the file.",
    "error.encrypted.what": "the workbook is protected with a password for opening.",
    "error.encrypted.fix": "Open it in Excel, take the password off (File, Info, Protect Workbook) and save.",
    "error.not_a_package.what": "this is not an .xlsx workbook, whatever its name says.",
    "error.not_a_package.fix": "Open it in Excel and save it as an .xlsx workbook.",
    "error.not_a_workbook.what": "there is no workbook in this file.",
    "error.not_a_workbook.fix": "Open it in Excel and save it as an .xlsx workbook.",
    "error.damaged.what": "the file is damaged.",
    "error.damaged.fix": "Open it in Excel, let Excel repair it, and save it.",
    "error.bad_xml.what": "a part of the workbook is damaged.",
    "error.bad_xml.fix": "Open it in Excel, let Excel repair it, and save it.",
    "error.missing_part.what": "a part of the workbook is missing.",
    "error.missing_part.fix": "Open it in Excel, let Excel repair it, and save it.",
    "error.doubled_part.what": "the workbook holds this part twice, with different content.",
    "error.doubled_part.fix": "Open it in Excel and save it again.",
    "error.doctype.what": "the workbook holds a document type definition, which no spreadsheet program writes.",
    "error.doctype.fix": "Do not trust this file; ask who sent it, or open it in Excel and save it again.",
    "error.zip_method.what": "this part is packed in a way ({method}) that spreadsheets do not use.",
    "error.zip_method.fix": "Open it in Excel and save it again.",
    "error.zip_bomb.what": "the file would swell to {ratio} times its size, as only harmful files do.",
    "error.zip_bomb.fix": "Do not trust this file; if it is yours, open it in Excel and save it again.",
    "error.too_large.what": "the workbook would take {size} MB when unpacked; the limit is {limit} MB.",
    "error.too_large.fix": "Move old rows into a workbook of their own.",
    "error.signed.what": "the workbook is digitally signed; any change would break the signature. Nothing was written.",
    "error.signed.fix": "Remove the signature in Excel (File, Info, View Signatures), or use a copy without it.",
    "error.protected_sheet.what": "the tab is protected. Nothing was written.",
    "error.protected_sheet.fix": "Take the protection off in Excel (Review, Unprotect Sheet) and run again.",
    "error.protected_structure.what": "the list of tabs is protected, so none can be added. Nothing was written.",
    "error.protected_structure.fix": "Take the protection off in Excel (Review, Protect Workbook) and run again.",
    "error.no_tab.what": "there is no such tab any more. Nothing was written.",
    "error.no_tab.fix": "Run again: the tabs are then read afresh.",
    "error.no_column_left.what": "there is no free column left at the right. Nothing was written.",
    "error.no_column_left.fix": "Clear the cells at the far right of the tab (column XFD) and run again.",
    "error.too_many_formats.what": "the workbook holds {limit} different cell formats, more than Excel can keep.",
    "error.too_many_formats.fix": "Copy the tabs into a new workbook, which leaves unused formats behind.",
    "error.last_sheet.what": "it is the only visible tab, and a workbook needs one.",
    "error.last_sheet.fix": "Show another tab first.",
    "error.would_lose.what": "writing would have changed something that is yours ({what}). Nothing was written.",
    "error.would_lose.fix": "Please report this, with the workbook if you may, or have a new one written: -o NEW.xlsx.",
    "warning.apart_from_table": "{tab}: something stands right beside the table, so the new columns are outside it: "
    "sorting the table does not move them. Move what stands beside it, delete the new columns, and run again.",
    "warning.apart_from_filter": "{tab}: the filter does not reach the last column, so the new columns stand outside "
    "it: sorting by the filter does not move them. Set the filter anew on all columns.",
    "warning.table_column_stays": "{tab}: the column {name} stands inside a table or is named in a formula, so it was "
    "emptied, not taken out. Delete it in Excel if you do not need it.",
    "warning.typed_stays": "{tab}: what somebody wrote into the columns taken out stays where it is ({cells}).",
    "warning.typed_over": "{count} {count:cell|cells} of relsheet's in which somebody had written {count:holds|hold} "
    "its results again: {cells}. Write notes beside its columns; relsheet undo brings them back.",
    "warning.page_notes": "{count} {count:cell|cells} that somebody filled on a page of relsheet's {count:is|are} gone, as "
    "every run makes it anew: {cells}. Write notes on a tab of your own; relsheet undo brings them back.",
    "warning.page_objects": "{tab}: the notes or pictures that somebody put on this page are gone, as every run makes it "
    "anew. Keep them on a tab of your own; relsheet undo brings them back.",
    "warning.nothing_told": "relsheet's hidden tab _relsheet was missing, so what you wrote into its columns cannot be "
    "told from its results: {count} {count:cell|cells} that said something else {count:was|were} written anew ({cells}). "
    "relsheet undo brings them back.",
    "warning.nothing_told_of_notes": "relsheet's hidden tab _relsheet was missing, so what you wrote into its "
    "columns beside your rows cannot be told from its results and went with them. The copy of before has it: the "
    "backup, or the version history of a Google Sheet.",
    "warning.recalculates": "Formulas of yours look at the columns written here: Excel recalculates them when it opens "
    "the workbook, and asks on closing whether to save.",
    "warning.pivot_to_refresh": "A pivot table of yours uses the columns written here: refresh it (Data, Refresh All).",
    "error.odd_workbook.what": "something in the workbook is built in a way no program should. Nothing was written.",
    "error.odd_workbook.fix": "Open it in Excel, save it, and run again; or have a new workbook written: -o NEW.xlsx.",
}
