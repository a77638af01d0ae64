"""Whatever the input: every line fits, nothing of the code is lost, nothing commands the terminal, nothing raises."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from detachdoc.model.diagnosis import Snippet
from detachdoc.render import markdown
from detachdoc.render.terminal import Look, show
from detachdoc.render.terminal.code import folded
from detachdoc.render.terminal.marks import ASCII
from detachdoc.render.texts import mapped
from tests.render import samples
from tests.render.tools import drawn

#: Fields whose values are words of the contract.
WORDS = {"outcome", "safety", "scope", "source", "kind", "by", "place", "factors", "supports", "id"}
TEXT = st.text(alphabet=st.characters() | st.sampled_from("[]/\\`*\x1b\x9b\n\r\t 漢é🙂\u202e\u0301"), max_size=60)
CODE = st.text(alphabet=st.sampled_from("abc_ .,()[]{}='\"漢字é🙂\t"), min_size=1, max_size=300)
#: ANSI that we write ourselves: colours, and links.
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def attacked(texts: list[str]) -> Any:
    """A diagnosis with all its strings replaced, in turn."""
    turn = 0

    def change(field: str, text: str) -> str:
        nonlocal turn
        turn += 1
        return text if field in WORDS else texts[turn % len(texts)]

    return mapped(samples.DIAGNOSED, change)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8), st.integers(40, 130), st.booleans(), st.booleans())
def test_any_text_fits_and_is_harmless(texts: list[str], width: int, plain: bool, brief: bool) -> None:
    look = Look(width=min(width, 110), screen=width, plain=plain)
    text = drawn(attacked(texts), look=look, brief=brief)
    # The command at the end is copied, so it is never wrapped.
    shown, _, _ = text.rpartition("  detachdoc diagnose")
    assert max(map(cell_len, shown.split("\n"))) <= width
    assert text.replace("\n", "").isprintable() or not set(map(ord, text)) & {0x1B, 0x9B, 0x7, 0x8, 0xD, 0x202E, 0x2028}


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8))
def test_with_colors_only_our_own_codes_are_written(texts: list[str]) -> None:
    look = Look(width=80, screen=80, color=True)
    text = OURS.sub("", drawn(attacked(texts), look=look))
    assert not {ord(char) for char in text} & {*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x202E, 0x200B, 0x2066}


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8), st.sampled_from(["ascii", "latin-1", "cp437", "shift_jis"]))
def test_any_encoding_can_carry_it(texts: list[str], encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    show([attacked(texts)], stream=stream, look=Look(encoding=encoding, marks=ASCII))
    stream.flush()


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=8))
def test_markdown_of_any_text_has_no_control_codes(texts: list[str]) -> None:
    text = markdown.render([attacked(texts)])
    assert not {ord(char) for char in text} & {*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x202E, 0x200B, 0x2066}


@given(CODE, st.integers(2, 130))
def test_folded_code_is_the_same_code_in_parts_that_fit(code: str, width: int) -> None:
    line = Text(code.expandtabs(4))
    parts = folded(line, width)
    assert "".join(part.plain for part in parts) == line.plain
    assert all(cell_len(part.plain) <= width for part in parts)


@settings(max_examples=80, deadline=None)
@given(st.lists(CODE.filter(str.strip), min_size=1, max_size=6), st.integers(40, 110), st.booleans())
def test_no_code_of_the_fix_is_lost_at_any_width(code: list[str], width: int, color: bool) -> None:
    before = Snippet("\n".join(code), None, 1, (1,))
    fix = samples.FIX._replace(scope="yours", before=before, after=Snippet("x\n", None, 1, (1,)))
    look = Look(width=width, screen=width, color=color)
    text = OURS.sub("", drawn(samples.DIAGNOSED._replace(fix=fix), look=look))
    rows = between(text.split("\n"), "before", "after")
    indent = 4 if width >= 60 else 2
    kept = "".join(row[indent + 4 :] for row in rows)
    assert "".join(kept.split()) == "".join("".join(code).split())


def between(rows: list[str], first: str, last: str) -> list[str]:
    """Rows after the title `first` and before the title `last`; side by side, the left half."""
    names = [row.split() for row in rows]
    start = next(at for at, words in enumerate(names) if words in ([first], [first, last]))
    if last in names[start]:
        column = rows[start].index(last)
        end = next(at for at in range(start, len(rows)) if not rows[at].strip())
        return [cut(row, column) for row in rows[start + 1 : end]]
    end = next(at for at, words in enumerate(names) if at > start and words == [last])
    return rows[start + 1 : end]


def cut(row: str, columns: int) -> str:
    """The part of a row that takes so many columns."""
    end = 0
    while end < len(row) and cell_len(row[: end + 1]) <= columns:
        end += 1
    return row[:end]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_code_in_the_frames_is_whole_too(width: int) -> None:
    code = "result = session.execute(select(User).where(User.name == 'somebody with a long name', User.active)).all()"
    text = drawn(samples.DIAGNOSED._replace(load=samples.LOAD._replace(code=code)), width=width)
    rows = text.split("2  let go")[0].split("\n")
    kept = "".join(row.split("│", 1)[1].removeprefix(" ") for row in rows if "│" in row and "━" not in row)
    assert "".join(code.split()) in "".join(kept.split())


def test_markup_in_the_input_is_text() -> None:
    text = drawn(samples.DIAGNOSED._replace(headline="[bold]x[/bold] [/x] :smile: [link=http://a]b[/link]"))
    assert "[bold]x[/bold] [/x] :smile: [link=http://a]b[/link]" in text
