"""Text from strangers cannot command a terminal, forge our lines or break a narrow encoding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detachdoc.render.sanitise import fitted, sanitise, sanitised
from tests.render import samples


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b2J", r"\x9b2J"),
        ("a\x00b\x7f", r"a\x00b\x7f"),
        ("\u202eevil", r"\u202eevil"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("\u2028", r"\u2028"),
        ("\udc80", r"\udc80"),
        ("\U000e0041", r"\U000e0041"),
        ("a\tb", "a    b"),
        ("a\rb", r"a\rb"),
        ("a\xa0b", "a b"),
        ("漢字 é 🙂", "漢字 é 🙂"),
        ("[bold] C:\\new", "[bold] C:\\new"),
    ],
)
def test_what_commands_becomes_visible(raw: str, shown: str) -> None:
    assert sanitise(raw) == shown


def test_lines_stay_lines_only_where_lines_are_expected() -> None:
    assert sanitise("a\nb") == "a\nb"
    assert sanitise("a\nb", lines=False) == r"a\nb"


@given(st.text(alphabet=st.characters()))
def test_nothing_invisible_is_left(raw: str) -> None:
    shown = sanitise(raw)
    assert not {unicodedata.category(char) for char in shown.replace("\n", "")} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_file_name_cannot_forge_a_line() -> None:
    forged = samples.LOAD._replace(file="a.py\nCause 1 of 6", code="x = 1\ny = 2")
    clean = sanitised(forged)
    assert clean.file == r"a.py\nCause 1 of 6"
    assert clean.code == "x = 1\ny = 2"


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "cp437", "utf-8", "shift_jis"]))
def test_what_is_left_can_be_written_in_the_encoding(raw: str, encoding: str) -> None:
    fitted(sanitise(raw), encoding).encode(encoding)


def test_our_own_typography_becomes_plain_instead_of_escapes() -> None:
    assert fitted("it’s “so” – 1 → 2 …", "ascii") == 'it\'s "so" - 1 -> 2 ...'
    assert fitted("漢", "ascii") == r"\u6f22"
    assert fitted("漢’é", "utf-8") == "漢’é"
    assert fitted("é", "latin-1") == "é"
