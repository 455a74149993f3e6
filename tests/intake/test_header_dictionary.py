"""The shipped dictionaries: whole, free of contradictions, and quick to load."""

import re
import time
import tomllib
from itertools import pairwise

import pytest

from relsheet.intake.dictionary import header_tables, value_tables
from relsheet.intake.fields import FIELDS, MINOR, REQUIRED, Kind
from relsheet.intake.header_dictionary import Rank, claims_of, tab_names
from relsheet.intake.spelling import fold
from relsheet.intake.values.words import words_in
from relsheet.records import Role
from relsheet.rules.hint import ADDITIONS
from relsheet.shipped import shipped_file
from relsheet.texts import LANGUAGES, Language, texts_in

#: Tables of config/values.toml that are no dictionaries of words.
NOT_WORDS = {"missing", "units", "currencies", "traditional"}
DICTIONARIES = sorted(set(value_tables()) - NOT_WORDS)


@pytest.mark.parametrize("role", Role)
def test_every_field_has_spellings_and_every_spelling_a_field(role: Role) -> None:
    assert set(header_tables()[role.value]) == set(FIELDS[role])
    assert set(REQUIRED[role]) <= set(FIELDS[role])


def test_minor_fields_are_fields() -> None:
    assert set().union(*FIELDS.values()) >= MINOR


@pytest.mark.parametrize("role", Role)
def test_a_spelling_means_one_field_unless_the_values_decide(role: Role) -> None:
    for spelling, claims in claims_of(role).items():
        firm = [claim for claim in claims if claim.rank is not Rank.BY_VALUES]
        assert len(firm) <= 1, spelling
        if firm and firm[0].rank is not Rank.LAST:
            assert len(claims) == 1, spelling


@pytest.mark.parametrize("role", Role)
def test_no_spelling_stands_twice_under_a_field(role: Role) -> None:
    for name, ranks in header_tables()[role.value].items():
        folded = sorted(fold(spelling) for spellings in ranks.values() for spelling in spellings)
        # "E-mail" and "Email" are one spelling after folding: one of them is enough.
        assert not [one for one, other in pairwise(folded) if one == other], name


def test_every_field_word_list_is_in_the_values() -> None:
    for fields in FIELDS.values():
        for field in fields.values():
            assert bool(field.words) is (field.kind in (Kind.WORD, Kind.MARK, Kind.DATE_OR_MARK))
            if field.member:
                assert {key.upper() for key in value_tables()[field.words]} <= set(field.member.__members__)


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_a_word_has_one_meaning(dictionary: str) -> None:
    meanings: dict[str, set[str]] = {}
    for key, words in value_tables()[dictionary].items():
        for word in words:
            meanings.setdefault(fold(word), set()).add(key)
    assert not {word: keys for word, keys in meanings.items() if len(keys) > 1 or not word}
    assert words_in(dictionary)


def test_a_tab_name_hints_at_one_role() -> None:
    for role in Role:
        others = set().union(*(tab_names(other) for other in Role if other is not role))
        assert not tab_names(role) & others


def test_traditional_characters_pair_up() -> None:
    table = value_tables()["traditional"]
    assert len(table["from"]) == len(table["to"]) == len(set(table["from"]))
    assert fold("客戶投訴編號") == "客户投诉编号"


def test_the_dictionaries_load_in_a_moment() -> None:
    started = time.perf_counter()
    for name in ("headers.toml", "values.toml"):
        tomllib.loads(shipped_file(name).read_text(encoding="utf-8"))
    assert time.perf_counter() - started < 0.25  # 0.01 on the machine where this was written


#: Columns that the last line of the answer asks for, on the visits and not on the customers.
ON_VISITS = {"visit_contact": "contact", "level": "contact_level"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name, addition in ADDITIONS.items() if not addition.is_tab])
def test_a_column_that_is_asked_for_is_read_under_that_name(language: Language, name: str) -> None:
    told = texts_in(language)(f"hint.{name}")
    header = re.search(r"“(.+?)”|column (.+?)(?: in the visits| \(|$)", told)
    assert header, told
    claims = claims_of(Role.VISITS if name in ON_VISITS else Role.CUSTOMERS)[fold(header[1] or header[2])]
    assert ON_VISITS.get(name, name) in {claim.field for claim in claims}
