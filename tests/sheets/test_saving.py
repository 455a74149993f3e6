"""Saving and undoing: the old workbook or the new one, never half of one, and always a way back."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from relsheet.errors import ExitCode, NotWritten
from relsheet.sheets.backups import undo
from relsheet.sheets.copies import KEPT, backup_folder, backups_of
from relsheet.sheets.locks import only_run
from relsheet.sheets.replace import fingerprint, fingerprint_of, refuse_if_unwritable
from relsheet.sheets.saving import save
from relsheet.sheets.state import name_of
from relsheet.texts import LANGUAGES, texts_in


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "客户 crm.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def refused(code: str, call: object) -> None:
    """The call stops with that code, exit code 4 and a sentence in each language."""
    with pytest.raises(NotWritten) as stopped:
        call()  # type: ignore[operator]  # any call without arguments
    assert (stopped.value.code, stopped.value.exit_code) == (code, ExitCode.NOT_WRITTEN)
    for language in LANGUAGES:
        assert len(stopped.value.sentence(texts_in(language))) > 20


def only_the_book(book: Path) -> bool:
    return [found.name for found in book.parent.iterdir()] == [book.name]


def test_the_new_content_stands_and_the_old_is_kept(book: Path) -> None:
    saved = save(book, b"new", fingerprint(book))
    assert (book.read_bytes(), saved.backup.read_bytes(), saved.warnings) == (b"new", b"old", ())
    assert saved.backup.suffix == ".xlsx"
    assert only_the_book(book)


def test_a_new_file_needs_no_backup_and_has_the_usual_mode(tmp_path: Path) -> None:
    saved = save(tmp_path / "new.xlsx", b"new")
    (tmp_path / "plain").touch()
    assert (saved.backup, saved.path.read_bytes()) == (None, b"new")
    assert saved.path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_mode_and_owner_stay_and_the_time_is_new(book: Path) -> None:
    book.chmod(0o640)
    os.utime(book, (1, 1))
    before = book.stat()
    save(book, b"new")
    after = book.stat()
    assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (0o640, before.st_uid, before.st_gid)
    assert after.st_mtime > 1


def test_a_link_is_followed_and_stays_a_link(book: Path, tmp_path: Path) -> None:
    link = tmp_path / "desktop.xlsx"
    link.symlink_to(book)
    save(link, b"new")
    assert link.is_symlink()
    assert book.read_bytes() == b"new"
    undo(book)
    assert link.read_bytes() == b"old"


def test_a_name_as_long_as_names_get(tmp_path: Path) -> None:
    book = tmp_path / ("客" * 83 + ".xlsx")
    book.write_bytes(b"old")
    save(book, b"new")
    assert book.read_bytes() == b"new"


def test_changed_since_it_was_read(book: Path) -> None:
    read = fingerprint(book)
    book.write_bytes(b"edited")
    refused("changed_since_read", lambda: save(book, b"new", read))
    assert book.read_bytes() == b"edited"
    assert backups_of(book) == ()


def test_open_elsewhere(book: Path) -> None:
    (book.parent / f"~${book.name}").write_bytes(b"\x06Li Lei")
    refused("open_elsewhere", lambda: save(book, b"new"))
    assert book.read_bytes() == b"old"


def test_another_run_is_at_it(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relsheet.sheets.locks.OTHER_RUN_SECONDS", 0.05)
    with only_run(book):
        refused("other_run", lambda: save(book, b"new"))
    save(book, b"new")


def test_a_read_only_file_is_left_alone_also_by_root(book: Path) -> None:
    book.chmod(0o444)
    refused("unwritable", lambda: save(book, b"new"))
    assert (book.read_bytes(), stat.S_IMODE(book.stat().st_mode)) == (b"old", 0o444)
    assert only_the_book(book)


def test_an_unwritable_folder_is_left_alone_also_by_root(book: Path) -> None:
    book.parent.chmod(0o555)
    try:
        refused("unwritable_folder", lambda: save(book, b"new"))
        refused("unwritable_folder", lambda: save(book.parent / "other.xlsx", b"new"))
        assert only_the_book(book)
    finally:
        book.parent.chmod(0o755)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    refused("no_such_folder", lambda: save(tmp_path / "nowhere" / "new.xlsx", b"new"))


def test_a_lock_beside_the_link_counts_too(book: Path, tmp_path: Path) -> None:
    link = tmp_path / "desktop.xlsx"
    link.symlink_to(book)
    (tmp_path / "~$desktop.xlsx").write_bytes(b"\x06Li Lei")
    refused("open_elsewhere", lambda: save(link, b"new"))


def test_an_ordinary_file_is_writable(book: Path) -> None:
    refuse_if_unwritable(book)


def test_a_state_folder_that_cannot_be_made(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("RELSHEET_STATE_DIR", str(tmp_path / "file"))
    refused("state_folder", lambda: save(book, b"new"))
    assert book.read_bytes() == b"old"


@pytest.mark.parametrize("broken", ["locks/{}.lock", "backups/{}/index.json"])
def test_a_state_folder_that_cannot_be_used(book: Path, state: Path, broken: str) -> None:
    (state / broken.format(name_of(book))).mkdir(parents=True)
    refused("state_folder", lambda: save(book, b"new"))
    assert book.read_bytes() == b"old"


# Undo


def test_undo_gives_the_original_back_and_undo_of_an_undo_the_scored_one(book: Path) -> None:
    save(book, b"scored")
    assert undo(book).read_bytes() == b"old"
    assert book.read_bytes() == b"old"
    undo(book)
    assert book.read_bytes() == b"scored"
    undo(book)
    assert book.read_bytes() == b"old"


def test_undo_takes_back_the_last_of_several_runs(book: Path) -> None:
    save(book, b"first")
    save(book, b"second")
    undo(book)
    assert book.read_bytes() == b"first"


def test_undo_spares_what_was_edited_since(book: Path) -> None:
    save(book, b"scored")
    book.write_bytes(b"edited")
    refused("undo_edited", lambda: undo(book))
    assert book.read_bytes() == b"edited"
    undo(book, force=True)
    assert book.read_bytes() == b"old"
    undo(book)
    assert book.read_bytes() == b"edited"


def test_nothing_to_undo(book: Path) -> None:
    refused("undo_nothing", lambda: undo(book))
    refused("undo_nothing", lambda: undo(book.parent / "nowhere.xlsx"))


def test_a_damaged_backup_is_not_put_back(book: Path) -> None:
    save(book, b"scored").backup.write_bytes(b"damaged")
    refused("undo_lost", lambda: undo(book))
    assert book.read_bytes() == b"scored"


def test_two_workbooks_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    books = [tmp_path / folder / "crm.xlsx" for folder in ("a", "b")]
    for number, path in enumerate(books):
        path.parent.mkdir()
        path.write_bytes(b"old %d" % number)
        save(path, b"new %d" % number)
    for number, path in enumerate(books):
        undo(path)
        assert path.read_bytes() == b"old %d" % number


def test_the_last_ten_and_the_very_first_are_kept(book: Path) -> None:
    for run in range(25):
        save(book, b"run %d" % run)
    kept = [(backup_folder(book) / backup.file).read_bytes() for backup in backups_of(book)]
    assert kept == [b"old", *(b"run %d" % run for run in range(24 - KEPT, 24))]
    assert len(list(backup_folder(book).glob("*.xlsx"))) == KEPT + 1


def test_a_lost_index_overwrites_no_copy(book: Path) -> None:
    save(book, b"first")
    (backup_folder(book) / "index.json").write_text("{half")
    assert save(book, b"second").backup.name == "0002.xlsx"


# Killed, and out of space: the real function in a process of its own

HERE = Path(__file__).parents[2]
SAVE_FOR_EVER = """
import sys
from pathlib import Path
from relsheet.sheets.replace import fingerprint
from relsheet.sheets.saving import save
book, run = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    run += 1
    save(book, run.to_bytes(4, "big") * int(sys.argv[2]), fingerprint(book))
"""
KILLS = 40 if os.environ.get("RELSHEET_FULL") else 12


def test_killed_at_any_moment_it_is_the_old_one_or_the_new_one(book: Path) -> None:
    words, moments = 400_000, random.Random(7)
    book.write_bytes(bytes(4) * words)
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVE_FOR_EVER, str(book), str(words)],
            stdout=subprocess.PIPE,
            cwd=HERE,
        )
        with child:
            child.stdout.readline()
            time.sleep(moments.uniform(0, 0.15))
            child.send_signal(signal.SIGKILL)
        content = book.read_bytes()
        assert content == content[:4] * words
        whole = [fingerprint(backup_folder(book) / kept.file) == kept.before for kept in backups_of(book)]
        assert all(whole)
    save(book, b"next")
    assert only_the_book(book)
    assert undo(book)
    assert book.read_bytes() == content


SAVE_WITHIN = """
import resource, sys
from pathlib import Path
from relsheet.errors import NotWritten
from relsheet.sheets.saving import save
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    save(Path(sys.argv[1]), bytes(200_000))
except NotWritten as stopped:
    print(stopped.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    "size", [pytest.param(10, id="the new workbook does not fit"), pytest.param(150_000, id="its backup does not fit")]
)
def test_a_full_disk_leaves_the_workbook_as_it_was(book: Path, size: int) -> None:
    book.write_bytes(bytes(size))
    before = fingerprint_of(bytes(size))
    told = subprocess.run(
        [sys.executable, "-c", SAVE_WITHIN, str(book)],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
    )
    assert told.stdout.strip() == "disk_full"
    assert fingerprint(book) == before
    assert only_the_book(book)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        book = small / "crm.xlsx"
        book.write_bytes(bytes(30_000))
        refused("disk_full", lambda: save(book, bytes(60_000)))
        assert book.read_bytes() == bytes(30_000)
        assert only_the_book(book)
    finally:
        subprocess.run(["umount", small], check=True)
