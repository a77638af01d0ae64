"""How a question reads at several widths, and that its text cannot steer the terminal."""

from __future__ import annotations

import pytest

from detachdoc.ask import wording
from tests.ask.tools import QUESTION


@pytest.mark.parametrize(
    ("asked", "counter"),
    [(0, "Question 1 (usually 3 at most)"), (2, "Question 3 (usually 3 at most)"), (3, "Question 4")],
)
def test_the_counter_never_promises_too_little(asked: int, counter: str) -> None:
    assert wording.introduction(QUESTION, asked, 80).strip().splitlines()[0] == counter


def test_what_it_is_about_is_said_before_the_first_question_only() -> None:
    first, second = (wording.introduction(QUESTION, asked, 80, "Read: an error.") for asked in (0, 1))
    assert first.startswith("\n  Read: an error.\n\nQuestion 1")
    assert "Read: an error." not in second


def test_the_question_comes_with_how_to_find_out() -> None:
    text = wording.introduction(QUESTION, 0, 80)
    assert text.index("Which session loaded user?") < text.index("How to find out: Look for the line")


def test_a_question_without_how_to_check_says_nothing_about_it() -> None:
    assert "How to find out" not in wording.introduction(QUESTION._replace(how_to_check=" "), 0, 80)


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    long = QUESTION._replace(ask="word " * 60, how_to_check="Look at src/a/very/long/path/to/some/module.py " * 4)
    lines = wording.introduction(long, 0, columns).splitlines()
    assert max(map(len, lines)) < columns
    assert len(lines) > 8


def test_i_dont_know_is_the_last_choice_and_there_only_once() -> None:
    spoken = QUESTION._replace(answers=(*QUESTION.answers, QUESTION.answers[0]._replace(id="unknown", label="?")))
    assert wording.choices(spoken)[-1] == ("unknown", "I don't know")
    assert [answer for answer, _ in wording.choices(spoken)] == ["request", "own", "unknown"]


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x07", "\x9b31m", "\u202e", "\u2066", "\x00"])
def test_control_characters_of_the_input_do_not_reach_the_terminal(evil: str) -> None:
    assert evil[0] not in wording.printable(f"user{evil}name")
    assert wording.printable(f"user{evil}name").startswith("user?")


def test_line_breaks_of_the_input_become_spaces() -> None:
    assert wording.printable("one\n  two\r\nthree") == "one two three"
