"""Who has it open: read from the lock files of Excel, WPS and LibreOffice."""

from pathlib import Path

import pytest

from relsheet.errors import NotWritten
from relsheet.sheets.locks import found_locks, refuse_if_open, synced_by
from relsheet.texts import LANGUAGES, texts_in


def owner_file(narrow: bytes, wide: str) -> bytes:
    """165 bytes as Excel writes them beside the workbook that it has open."""
    spaces = (" " * 54).encode("utf-16-le")
    name = wide.encode("utf-16-le")
    return bytes([len(narrow)]) + narrow.ljust(54) + len(wide).to_bytes(2, "little") + name + spaces[len(name) :]


@pytest.mark.parametrize(
    ("lock", "content", "program", "who"),
    [
        pytest.param("~$客户.xlsx", owner_file(b"Li Lei", "Li Lei"), "Excel", "Li Lei", id="Excel"),
        pytest.param("~$客户.xlsx", owner_file("李雷".encode("gb18030"), "李雷"), "Excel", "李雷", id="Excel, Chinese"),
        pytest.param(
            "~$客户.xlsx",
            owner_file("李雷".encode("gb18030"), ""),
            "Excel",
            "李雷",
            id="the name only in the code page of a Chinese machine",
        ),
        pytest.param("~$客户.xlsx", owner_file(b"Jos\xe9", ""), "Excel", "José", id="the code page of a western one"),
        pytest.param(".~客户.xlsx", owner_file(b"wps", "韩梅梅"), "WPS", "韩梅梅", id="WPS"),
        pytest.param("~$客户.xlsx", b"", "Excel", None, id="an empty owner file"),
        pytest.param("~$客户.xlsx", b"\x06Li", "Excel", "Li", id="an owner file cut short"),
        pytest.param("~$客户.xlsx", bytes(165), "Excel", None, id="an owner file of zeros"),
        pytest.param(
            ".~lock.客户.xlsx#",
            "韩梅梅,han,desk-7,22.11.2026 09:12,file:///home/han/.config/libreoffice/4;".encode(),
            "LibreOffice",
            "韩梅梅, desk-7",
            id="LibreOffice, with a name",
        ),
        pytest.param(
            ".~lock.客户.xlsx#",
            b",root,vm,22.11.2026 05:01,file:///root/.config/libreoffice/4;vm",
            "LibreOffice",
            "root, vm",
            id="LibreOffice, without a name: the login",
        ),
        pytest.param(
            ".~lock.客户.xlsx#", rb"Han\, Mei,han,vm,;", "LibreOffice", "Han, Mei, vm", id="a comma in the name"
        ),
        pytest.param(".~lock.客户.xlsx#", b"", "LibreOffice", None, id="an empty LibreOffice lock"),
    ],
)
def test_the_lock_says_who(tmp_path: Path, lock: str, content: bytes, program: str, who: str | None) -> None:
    (tmp_path / lock).write_bytes(content)
    (found,) = found_locks(tmp_path / "客户.xlsx")
    assert (found.program, found.who) == (program, who)
    with pytest.raises(NotWritten) as stopped:
        refuse_if_open(tmp_path / "客户.xlsx")
    for language in LANGUAGES:
        sentence = stopped.value.sentence(texts_in(language))
        assert lock in sentence
        assert program in sentence
        assert (who or "") in sentence


def test_locks_of_other_workbooks_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "~$crm2.xlsx").touch()
    (tmp_path / "crm.xlsx").touch()
    assert refuse_if_open(tmp_path / "crm.xlsx") == ()


@pytest.mark.parametrize(
    ("folder", "synced"),
    [
        pytest.param("Users/li/OneDrive - Firma GmbH/crm", "OneDrive - Firma GmbH", id="OneDrive for business"),
        pytest.param("Users/li/Dropbox", "Dropbox", id="Dropbox"),
        pytest.param("我的坚果云/客户", "我的坚果云", id="坚果云"),
        pytest.param("Library/Mobile Documents/com~apple~CloudDocs", "com~apple~CloudDocs", id="iCloud"),
        pytest.param("GoogleDrive-li@example.com/My Drive", "My Drive", id="Google Drive"),
        pytest.param("home/li/crm", None, id="a folder of one's own"),
        pytest.param("home/li/box", None, id="a folder that is called box"),
    ],
)
def test_synced_folders_are_named(folder: str, synced: str | None) -> None:
    found = [dict(values)["folder"] for _, values in synced_by(Path("/") / folder / "crm.xlsx")]
    assert found == ([synced] if synced else [])
