from pathlib import Path

from relsheet import api

OWN = """
[[play]]
name = "mine"
when = [{ field = "abc", is = "A" }]
do = { en = "Call {customer}", zh = "致电{customer}" }
priority = 5

[[play]]
name = "upgrade"
when = [{ field = "abc", is = "B" }]
off = true
"""


def test_the_plays_are_listed_with_whose_they_are(tmp_path: Path) -> None:
    path = tmp_path / "relsheet.toml"
    path.write_text(OWN, encoding="utf-8")
    lines = list(api.config_lines("", api.Options(config=path), "plays"))
    assert lines[0].split()[:4] == ["5", "mine", "customer", "5wd"]
    assert lines[0].endswith("Call {customer}    # relsheet.toml")
    assert any("reply_complaint" in line and line.endswith("# playbook.toml") for line in lines)
    assert "Switched off: upgrade" in lines
    fields = " ".join(lines[lines.index("What a condition may ask (field = ...):") :])
    assert all(name in fields for name in ("abc", "days_late", "flag.favour", "only_purchasing"))


def test_the_words_are_in_the_language_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "relsheet.toml"
    path.write_text(OWN, encoding="utf-8")
    assert "致电{customer}" in next(iter(api.config_lines("", api.Options(config=path, language="zh"), "plays")))
