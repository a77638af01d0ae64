"""The parts of a screen: frames, the lifelines, the candidates, the command."""

from __future__ import annotations

import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from detachdoc.model.diagnosis import Bar
from detachdoc.model.place import Place
from detachdoc.render.terminal import Look
from detachdoc.render.terminal.frames import draw_frame
from detachdoc.render.terminal.page import Page
from detachdoc.render.terminal.picture import draw_picture
from tests.render import samples
from tests.render.tools import drawn, lines_of


def framed(place: Place, width: int = 80, attribute: str | None = None) -> list[str]:
    page = Page(Look(width=width, screen=width))
    draw_frame(page, place, "red", lines=lines_of, attribute=attribute)
    return [line.plain for line in page.lines]


def pictured(*bars: Bar, width: int = 80, plain: bool = False) -> list[str]:
    page = Page(Look(width=width, screen=width, plain=plain))
    draw_picture(page, bars)
    return [line.plain for line in page.lines]


def test_the_underline_lies_beneath_the_expression() -> None:
    line, marks = framed(Place("gone.py", 7, code="for o in user.orders:", says="needs SQL", column=9, end_column=20))
    assert line == "     7 │ for o in user.orders:"
    assert marks == "       │          ━━━━━━━━━━━ needs SQL"


def test_the_underline_is_as_wide_as_wide_characters() -> None:
    line, marks = framed(Place("gone.py", 7, code="x = 漢字.注文", column=4, end_column=9))
    assert cell_len(line) == cell_len(marks)


def test_a_long_sentence_goes_below() -> None:
    rows = framed(
        Place("gone.py", 7, code="for o in user.orders:", says="word " * 20, column=9, end_column=20), width=60
    )
    assert rows[2].startswith("       │          word word")


def test_an_expression_over_two_rows_is_underlined_in_both() -> None:
    code = "x = " + "some_function(" + ", ".join(f"argument_{n}" for n in range(8)) + ")"
    rows = framed(Place("gone.py", 7, code=code, column=4, end_column=len(code)), width=60)
    assert sum("━" in row for row in rows) == sum("━" not in row for row in rows)


def test_a_long_line_meant_as_a_whole_is_not_underlined() -> None:
    assert not any("━" in row for row in framed(Place("gone.py", 7, code="y(" + "b" * 300 + ")")))


def test_without_code_only_the_sentence_is_written() -> None:
    assert framed(Place("gone.py", 7, says="in a C function")) == ["     in a C function"]


def test_lives_overlap_where_they_should() -> None:
    session, user = pictured(Bar("session", 10, 50), Bar("user", 20, 50, 90, ".orders"))
    assert session.index("┤") == user.index("┘")
    assert session.index("├") < user.index("●") < user.index("┘") < user.index("✗")
    assert user.endswith("✗ .orders")


def test_the_gap_is_called_by_its_name_where_there_is_room() -> None:
    assert "detached" in pictured(Bar("user", 0, 20, 100), width=100)[0]
    assert "detached" not in pictured(Bar("user", 0, 90, 100), width=100)[0]


def test_a_life_that_goes_on_has_no_end() -> None:
    (row,) = pictured(Bar("cache", 0, None))
    assert "┤" not in row


@given(
    st.lists(
        st.builds(
            Bar, st.text("ab 漢", max_size=40), st.integers(-50, 150), st.none() | st.integers(-50, 150),
            st.none() | st.integers(-50, 150), st.text("xy ", max_size=80),
        ),
        max_size=5,
    ),
    st.integers(40, 110), st.booleans(),
)  # fmt: skip
def test_any_lives_can_be_drawn(bars: list[Bar], width: int, plain: bool) -> None:
    assert all(cell_len(row) <= width for row in pictured(*bars, width=width, plain=plain))


def test_sentences_put_the_end_of_a_session_before_the_use() -> None:
    rows = pictured(Bar("session", 10, 50), Bar("user", 20, 50, 50), plain=True)
    assert [row.strip() for row in rows[1:]] == [
        "1. session begins.",
        "2. user is loaded.",
        "3. session ends.",
        "4. user is detached: its session has let it go.",
        "5. user is used, and has no session.",
    ]


def test_bars_say_the_same_as_the_numbers() -> None:
    rows = [row for row in drawn(samples.UNDECIDED, width=100).splitlines() if "%  " in row]
    assert [row.count("━") for row in rows] == [6, 3, 1, 1, 0, 0]
    assert [row.split("%")[0].split()[-1] for row in rows] == ["48", "27", "12", "8", "4", "1"]


def test_a_url_stays_whole() -> None:
    url = "https://example.org/" + "a" * 100
    assert f"\n    {url}\n" in drawn(samples.DIAGNOSED._replace(links=(url,)), width=80)


@pytest.mark.parametrize("width", [40, 60, 100])
@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("folder", [".", "/srv/" + "a-long-name/" * 20, "/srv/" + "a name with spaces/" * 20])
def test_the_command_is_on_one_line_however_long_and_narrow(width: int, color: bool, folder: str) -> None:
    answers = ("journey=straight", "session-owner=own", "request-session=yes")
    words = ("detachdoc", "diagnose", "tb.txt", "--source", folder)
    look = Look(width=width, screen=width, color=color)
    text = drawn(samples.DIAGNOSED._replace(replay=answers), look=look, command=words)
    command = re.sub(r"\x1b\[[\d;]*m", "", text).splitlines()[-1]
    assert shlex.split(command) == [*words, *(word for answer in answers for word in ("--answer", answer))]


def test_no_command_is_printed_where_nothing_repeats_the_run() -> None:
    assert "detachdoc diagnose" not in drawn(samples.DIAGNOSED, command=())


@pytest.mark.parametrize("plain", [True, False])
def test_places_that_are_only_named_follow_each_other(plain: bool) -> None:
    bare = {"load": Place("a.py", 1), "detach": Place("a.py", 2), "access": Place("a.py", 3)}
    text = drawn(samples.DIAGNOSED._replace(**bare), look=Look(plain=plain))
    rows = text[text.index("a.py:1") :].splitlines()
    assert ["a.py:" in row for row in rows[:3]] == [True] * 3
