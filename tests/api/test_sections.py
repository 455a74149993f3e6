"""The settings as a whole: none is forgotten, and what is shipped says what the code says."""

import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import relsheet
from relsheet import api
from relsheet.api.defaults import default_toml
from relsheet.api.sections import SECTIONS
from relsheet.discovery import Layer, load_policy
from relsheet.policy import Settings
from relsheet.shipped import shipped_file


def settings_of_the_house() -> set[type[Settings]]:
    """Every Settings class that a module of relsheet declares."""
    for module in walk_packages(relsheet.__path__, "relsheet."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    waiting, found = [Settings], set()
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("relsheet."):
                found.add(kind)
    return found


def test_every_settings_class_has_its_section() -> None:
    assert settings_of_the_house() == set(SECTIONS)


def test_no_section_stands_twice() -> None:
    assert len({kind.section for kind in SECTIONS}) == len(SECTIONS)


def test_the_shipped_defaults_file_says_what_the_code_says() -> None:
    assert shipped_file("default.toml").read_text(encoding="utf-8") == default_toml(), "run `make config`"


def test_the_shipped_defaults_file_can_be_used_as_a_config() -> None:
    layer = Layer("default.toml", tomllib.loads(default_toml()))
    policy = load_policy(SECTIONS, [layer])
    assert all(policy.of(kind) == kind() for kind in SECTIONS)


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.section)
def test_every_setting_says_what_it_is(kind: type[Settings]) -> None:
    assert kind.__doc__
    assert [name for name, field in kind.model_fields.items() if not field.description] == []


def test_config_show_names_the_file_and_line_of_what_somebody_set(tmp_path: Path) -> None:
    path = tmp_path / "relsheet.toml"
    path.write_text("[abc]\n\ncuts = [0.7, 0.9]\n", encoding="utf-8")
    lines = list(api.config_lines("", api.Options(config=path), "abc"))
    assert "abc.cuts = [0.7, 0.9]    # relsheet.toml:3" in lines
    assert any(line.endswith("# default") for line in lines)


def test_the_schema_knows_every_section() -> None:
    assert set(api.config_schema()["properties"]) == {kind.section for kind in SECTIONS}
