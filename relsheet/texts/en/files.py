"""What is said of files: opening, saving, locks, backups, sources."""

TABLE: dict[str, str] = {
    "error.open_elsewhere.what": "{who} has it open in {program}. Nothing was written.",
    "error.open_elsewhere.fix": "Close it there and run again. If nobody has it open any more, delete the "
    "file {lock} beside it.",
    "error.open_unnamed.what": "it is open in {program}. Nothing was written.",
    "error.open_unnamed.fix": "Close it there and run again. If nobody has it open any more, delete the "
    "file {lock} beside it.",
    "error.in_use.what": "another program is using it. Nothing was written.",
    "error.in_use.fix": "Close it in Excel or wherever it is open, and run again.",
    "error.other_run.what": "another relsheet run is still working on it.",
    "error.other_run.fix": "Wait until that run has ended, then run again.",
    "error.changed_since_read.what": "somebody saved it while it was being scored. Nothing was written.",
    "error.changed_since_read.fix": "Run again: the new contents are then scored.",
    "error.unwritable.what": "it is read-only. Nothing was written.",
    "error.unwritable.fix": "Take off the read-only mark (file properties), or have a new workbook written "
    "with -o NEW.xlsx.",
    "error.unwritable_folder.what": "nothing may be saved in the folder {folder}. Nothing was written.",
    "error.unwritable_folder.fix": "Ask for the right to write there, or have a new workbook written "
    "elsewhere with -o NEW.xlsx.",
    "error.disk_full.what": "the disk is full ({folder}). The workbook is as it was.",
    "error.disk_full.fix": "Free some space and run again.",
    "error.save_failed.what": "it could not be saved: {reason}. The workbook is as it was.",
    "error.save_failed.fix": "Check the disk or the network drive, and run again.",
    "error.state_folder.what": "the folder for backups cannot be used: {reason}. Nothing was written.",
    "error.state_folder.fix": "Name another folder for them in the environment variable RELSHEET_STATE_DIR.",
    "error.undo_nothing.what": "there is nothing to undo: relsheet has not changed this workbook.",
    "error.undo_nothing.fix": "If you moved or renamed the workbook since, put it back under its old name first.",
    "error.undo_edited.what": "somebody edited it after relsheet did; undoing would throw these edits away.",
    "error.undo_edited.fix": "To go back all the same, add --force: the edited workbook is then kept as a backup.",
    "error.undo_lost.what": "its backup is missing or damaged.",
    "error.undo_lost.fix": "Look into the folder {folder} for an older copy.",
    "warning.stale_lock": "{lock} says that {program} has the workbook open, but it is not; a crash may "
    "have left that file.",
    "warning.synced_folder": "The workbook lies in a synced folder ({folder}). Make sure that nobody else has it open: "
    "this cannot be seen from here.",
}
