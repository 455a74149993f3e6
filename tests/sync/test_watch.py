"""A watched workbook: scored after each save, never while somebody has it open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relsheet.errors import RelsheetError
from relsheet.sync.watch import Seen, watch
from tests.sync.office import Hands, config, edit, workbook

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


class Enough(Exception):
    """The watching goes on for ever; the test does not."""


def seen_within(watching: Iterator[Seen], hands: Hands, seconds: float) -> list[Seen]:
    """Everything that happens within so many seconds of the simulated clock."""
    end = hands.seconds + seconds
    before = hands.meanwhile

    def until_the_end() -> None:
        before()
        if hands.seconds > end:
            raise Enough

    hands.meanwhile = until_the_end
    found: list[Seen] = []
    try:
        found.extend(watching)
    except Enough:
        return found
    finally:
        hands.meanwhile = before
    raise AssertionError("watching ended")


def test_it_is_scored_at_once_then_after_each_save_and_never_for_our_own_write(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ""), Hands()
    [first] = seen_within(watch(str(path), options, hands.clock), hands, 60)
    assert first.cells > 0

    def saved_after_half_a_minute() -> None:
        if hands.seconds > 90 and not edits:
            edits.append(hands.seconds)
            edit(path, "D2", 99000)

    edits: list[float] = []
    hands.meanwhile = saved_after_half_a_minute
    _, second = seen_within(watch(str(path), options, hands.clock), hands, 120)
    assert second.cells > 0


def test_it_waits_until_the_workbook_is_closed(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ""), Hands()
    lock = path.with_name(".~lock.crm.xlsx#")
    lock.write_text("Ann,ann,desk,20.11.2026 09:00,;", encoding="utf-8")
    before = path.read_bytes()
    assert seen_within(watch(str(path), options, hands.clock), hands, 600) == []
    assert path.read_bytes() == before
    lock.unlink()
    assert len(seen_within(watch(str(path), options, hands.clock), hands, 60)) == 1


def test_trouble_is_told_once_and_the_next_save_is_tried(tmp_path: Path) -> None:
    path, options, hands = workbook(tmp_path / "crm.xlsx"), config(tmp_path, ""), Hands()
    good = path.read_bytes()
    path.write_bytes(b"%PDF-1.7 this is a letter\n" * 20)
    hands.meanwhile = lambda: path.write_bytes(good) and None if 100 < hands.seconds < 104 else None
    troubled, mended = seen_within(watch(str(path), options, hands.clock), hands, 200)
    assert troubled.problem is not None
    assert mended.problem is None


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param("gsheet:abc", "not_watchable", id="a sheet"),
        pytest.param("gone.xlsx", "no_such_file", id="no file"),
    ],
)
def test_what_cannot_be_watched_is_refused(source: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(RelsheetError) as refused:
        next(watch(source, config(tmp_path, ""), Hands().clock))
    assert refused.value.code == code
