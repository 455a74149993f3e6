"""Which setting wins, and how a wrong one is named."""

from pathlib import Path
from typing import Any, ClassVar

import pytest

from relsheet.discovery import config_files, flag_layer, line_of, load_policy, read_layer
from relsheet.errors import ConfigError
from relsheet.policy import Settings, setting


class Abc(Settings):
    section: ClassVar[str] = "abc"
    cuts: tuple[float, ...] = setting((0.8, 0.95), "Where A and B end", unit="share of value")
    value: str = setting("revenue", "What is ranked")


class Plays(Settings):
    section: ClassVar[str] = "play"
    list_field: ClassVar[str | None] = "plays"
    plays: tuple[dict[str, Any], ...] = setting((), "The playbook")


KINDS = (Abc, Plays)


def written(folder: Path, text: str, name: str = "relsheet.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_flag_beats_a_file_and_a_file_beats_the_default(tmp_path: Path) -> None:
    file = read_layer(written(tmp_path, '[abc]\ncuts = [0.7, 0.9]\nvalue = "margin"\n'))
    policy = load_policy(KINDS, [file, flag_layer("--set", ["abc.cuts=[0.6, 0.8]"])])
    assert policy.of(Abc) == Abc(cuts=(0.6, 0.8), value="margin")
    assert policy.origins == {"abc.cuts": "--set", "abc.value": "relsheet.toml:3"}


def test_every_fault_is_named_at_once_with_file_line_and_nearest_key(tmp_path: Path) -> None:
    text = "# ours\n\n[abc]\ncutz = [0.8]\nvalue = 3\n\n[abd]\nx = 1\n"
    with pytest.raises(ConfigError) as stop:
        load_policy(KINDS, [read_layer(written(tmp_path, text))])
    said = str(stop.value)
    assert "relsheet.toml:4: abc.cutz: unknown; did you mean cuts?" in said
    assert "relsheet.toml:5: abc.value = 3: Input should be a valid string" in said
    assert "relsheet.toml:7: abd: unknown; did you mean abc?" in said


def test_a_list_of_tables_becomes_the_entries_of_its_section(tmp_path: Path) -> None:
    file = read_layer(written(tmp_path, '[[play]]\nname = "a"\n[[play]]\nname = "b"\n'))
    assert [play["name"] for play in load_policy(KINDS, [file]).of(Plays).plays] == ["a", "b"]


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        pytest.param("abc.value=margin", "margin", id="a bare word is a text"),
        pytest.param('abc.value="margin"', "margin", id="a quoted text is a text"),
    ],
)
def test_a_flag_takes_toml_or_a_bare_word(assignment: str, value: str) -> None:
    assert load_policy(KINDS, [flag_layer("--set", [assignment])]).of(Abc).value == value


@pytest.mark.parametrize("assignment", ["abc.cuts", "=3"])
def test_a_flag_without_key_or_value_is_refused(assignment: str) -> None:
    with pytest.raises(ConfigError, match="is not KEY=VALUE"):
        flag_layer("--set", [assignment])


def test_a_file_that_is_no_toml_is_one_sentence_with_the_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"not valid TOML: .*line 2"):
        read_layer(written(tmp_path, "[abc]\ncuts == [0.8]\n"))


def test_the_file_beside_the_workbook_is_stronger_than_one_further_up(tmp_path: Path) -> None:
    far = written(tmp_path, "")
    near = tmp_path / "team"
    near.mkdir()
    beside = written(near, "")
    explicit = written(tmp_path, "", "other.toml")
    found = list(config_files(str(near / "crm.xlsx"), explicit, tmp_path))
    assert found[-3:] == [far.resolve(), beside.resolve(), explicit]


def test_a_file_saved_by_notepad_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "relsheet.toml"
    path.write_bytes(b"\xef\xbb\xbf[abc]\r\nvalue = 'margin'\r\n")
    assert read_layer(path).table == {"abc": {"value": "margin"}}


def test_the_line_of_a_key_is_found_in_its_own_table() -> None:
    text = "[a]\nx = 1\n[b]\nx = 2\n"
    assert [line_of(text, ["a", "x"]), line_of(text, ["b", "x"]), line_of(text, ["b", "y"])] == [2, 4, 3]


def test_a_wrong_address_is_named_without_its_secret() -> None:
    with pytest.raises(ConfigError) as stop:
        load_policy(KINDS, [flag_layer("--set", ['abc.cuts="https://hooks.example/SECRET"'])])
    assert "abc.cuts = 'https://…'" in str(stop.value)
    assert "SECRET" not in str(stop.value)
