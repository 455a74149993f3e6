"""Whom a name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsheet.intake.names import Called, Directory, Meant, doubles, without_legal_form

ACME = Called(0, "Acme Ltd.", "C001", ("Acme Old",))
BETA = Called(1, "苏州恒达机械有限公司", "C002", ("恒达",))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        pytest.param("上海明远科技有限公司", "上海明远科技", id="有限公司"),
        pytest.param("华为集团股份有限公司", "华为", id="several forms one after the other"),
        pytest.param("宝洁（中国）有限公司", "宝洁中国", id="the country stays"),
        pytest.param("恒达上海分公司", "恒达上海分公司", id="a branch is another customer"),
        pytest.param("公司", "公司", id="never to nothing"),
        pytest.param("ACME, Inc.", "acme", id="comma and point"),
        pytest.param("Müller GmbH & Co. KG", "müller", id="GmbH & Co. KG"),
        pytest.param("Novo A/S", "novo", id="A/S"),
        pytest.param("Acme S.A.", "acme", id="S.A."),
        pytest.param("Ａｃｍｅ　Ｌｔｄ", "acme", id="full width"),
        pytest.param("The Boring Company", "boring", id="an article and Company"),
        pytest.param("Co", "co", id="a name that is a legal form"),
    ],
)
def test_a_name_without_its_legal_form(name: str, bare: str) -> None:
    assert without_legal_form(name) == bare


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("c001", "C001", id="the id in other case"),
        pytest.param("Acme Ltd", "C001", id="the name without its point"),
        pytest.param("ACME GmbH", "C001", id="the name with another legal form"),
        pytest.param("Acme Old", "C001", id="an old name"),
        pytest.param("恒达", "C002", id="a short name"),
        pytest.param("Acme London", None, id="a longer name is somebody else"),
        pytest.param("", None, id="nothing"),
        pytest.param("--", None, id="punctuation only"),
    ],
)
def test_who_is_meant(text: str, meant: str | None) -> None:
    assert Directory([ACME, BETA]).meant(text).key == meant


def test_a_full_name_wins_over_one_without_legal_form() -> None:
    directory = Directory([ACME, Called(1, "Acme Inc.", "C002")])
    assert directory.meant("acme inc").key == "C002"
    assert directory.meant("Acme") == Meant(candidates=("Acme Ltd.", "Acme Inc."))


def test_an_id_wins_over_a_name() -> None:
    directory = Directory([Called(0, "1002", "1001"), Called(1, "Beta", "1002")])
    assert directory.meant("1002").key == "1002"


def test_two_rows_with_one_id_are_left_out_and_whoever_means_them_means_nobody() -> None:
    directory = Directory([ACME, Called(1, "Other", "c001"), Called(2, "Beta", "C2")])
    assert [[one.row for one in same] for same in directory.doubled] == [[0, 1]]
    assert directory.meant("C001") == Meant(left_out=True)
    assert directory.meant("Beta").key == "C2"


def test_keys_without_ids_are_names_and_stay_apart() -> None:
    rows = [Called(0, "Acme Ltd"), Called(1, "Acme Inc"), Called(2, "Beta"), Called(3, "Beta")]
    assert Directory(rows).keys == {0: "acmeltd", 1: "acmeinc", 2: "beta", 3: "beta#2"}


def test_similar_names_are_suggested() -> None:
    directory = Directory([Called(0, "Brightwater Ltd"), Called(1, "Brightwell"), Called(2, "Zenith")])
    assert list(directory.nearest(["Brihgtwater", "Qqq"])) == [("Brightwater Ltd",), ()]


@pytest.mark.parametrize(
    ("short", "suggested"),
    [
        pytest.param("华为", ("华为技术有限公司",), id="the beginning of the name"),
        pytest.param("创维", ("深圳市创维电子有限公司",), id="the middle of it"),
        pytest.param("华", (), id="one character says too little"),
        pytest.param("acm", ("Acme Global Trading Ltd",), id="three letters"),
        pytest.param("ac", (), id="two letters say too little"),
    ],
)
def test_a_short_name_suggests_the_names_around_it(short: str, suggested: tuple[str, ...]) -> None:
    names = ("深圳市创维电子有限公司", "华为技术有限公司", "Acme Global Trading Ltd")
    assert list(Directory([Called(row, name) for row, name in enumerate(names)]).nearest([short])) == [suggested]


def test_the_same_name_but_for_its_form_is_perhaps_one_customer_twice() -> None:
    assert doubles([ACME, BETA]) == []
    assert doubles([ACME, Called(1, "ACME")]) == [(ACME, Called(1, "ACME"))]


@given(st.lists(st.text(max_size=12), max_size=12))
def test_keys_are_unique_and_every_row_has_one(names: list[str]) -> None:
    rows = [Called(place, name) for place, name in enumerate(names)]
    keys = Directory(rows).keys
    assert keys.keys() == {row.row for row in rows}
    assert len(set(keys.values())) == len(keys)


@given(st.text(), st.text())
def test_any_text_is_looked_up_without_harm(name: str, call: str) -> None:
    assert Directory([Called(0, name)]).meant(call).key in (None, *Directory([Called(0, name)]).keys.values())
