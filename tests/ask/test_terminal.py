"""The menu: keys in, answer out. In process with a piped input, then in a real terminal."""

from __future__ import annotations

import re
import signal
import sys

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from detachdoc.ask.terminal import choose
from detachdoc.errors import Interrupted
from tests.ask.tools import CTRL_C, CTRL_D, DOWN, ENTER, QUESTION, UP, Terminal, python

ASK = """
import sys
from detachdoc.ask.terminal import TerminalAsker
from detachdoc.ask.plain import PlainAsker
from detachdoc.errors import Interrupted
from tests.ask.tools import QUESTION
asker = PlainAsker() if "plain" in sys.argv else TerminalAsker(color="color" in sys.argv)
try:
    print("ANSWER", asker.ask(QUESTION, 1))
except Interrupted:
    print("INTERRUPTED")
    sys.exit(130)
"""


def _choose(keys: str) -> str:
    with create_pipe_input() as source:
        source.send_text(keys)
        return choose(QUESTION, source, DummyOutput(), color=False)


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (ENTER, "unknown"),
        (DOWN + ENTER, "request"),
        (DOWN + DOWN + ENTER, "own"),
        (UP + ENTER, "own"),
        (DOWN + DOWN + DOWN + ENTER, "unknown"),
        ("1" + ENTER, "request"),
        ("2" + ENTER, "own"),
        ("3" + ENTER, "unknown"),
        ("31" + ENTER, "request"),
        ("9x?" + ENTER, "unknown"),
        ("9" + DOWN + ENTER, "request"),
    ],
)
def test_arrows_and_digits_choose_and_enter_confirms(keys: str, answer: str) -> None:
    assert _choose(keys) == answer


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, DOWN + CTRL_C])
def test_ctrl_c_and_ctrl_d_interrupt(keys: str) -> None:
    with pytest.raises(Interrupted):
        _choose(keys)


def test_an_input_that_ends_interrupts() -> None:
    with create_pipe_input() as source:
        source.close()
        with pytest.raises(Interrupted):
            choose(QUESTION, source, DummyOutput(), color=False)


@pytest.mark.parametrize("size", [(100, 40), (40, 24), (40, 10)])
def test_the_whole_question_and_every_answer_is_seen(size: tuple[int, int]) -> None:
    with Terminal(python(ASK), size) as terminal:
        terminal.see("I don't know")
        shown = " ".join(terminal.text.split())
        terminal.send(UP + ENTER)
        assert terminal.see("ANSWER own")
        assert terminal.end() == 0
    assert "Question 2 (usually 3 at most)" in shown
    for words in (QUESTION.ask, QUESTION.how_to_check, *(answer.label for answer in QUESTION.answers)):
        assert words in shown


def test_a_stray_enter_claims_nothing() -> None:
    with Terminal(python(ASK)) as terminal:
        assert "> 3) I don't know" in terminal.see("I don't know")
        terminal.send(ENTER)
        terminal.see("ANSWER unknown")


def test_a_digit_without_an_answer_is_said_to_be_none() -> None:
    with Terminal(python(ASK), (60, 20)) as terminal:
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send("7")
        assert "> 3) I don't know" in terminal.see("There is no answer 7, only 1 to 3.")
        terminal.send("2")
        terminal.see("> 2) One that")
        terminal.wait(lambda: "There is no answer" not in terminal.text, "the remark gone")
        terminal.send(ENTER)
        terminal.see("ANSWER own")
        assert "There is no answer" not in terminal.text


def test_only_the_chosen_answer_stays_on_the_screen() -> None:
    with Terminal(python(ASK)) as terminal:
        terminal.see("I don't know")
        terminal.send("2" + ENTER)
        terminal.end()
        assert "> One that the function opened itself" in terminal.text
        assert "The request's own session" not in terminal.text
        assert "I don't know" not in terminal.text


@pytest.mark.parametrize("kind", ["menu", "plain"])
def test_ctrl_c_leaves_the_terminal_as_it_was(kind: str) -> None:
    with Terminal([*python(ASK), kind]) as terminal:
        before = terminal.mode()
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send(CTRL_C)
        assert terminal.see("INTERRUPTED")
        after = terminal.mode()
        assert terminal.end() == 130
    assert after == before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_being_terminated_leaves_the_terminal_as_it_was(number: int, code: int) -> None:
    with Terminal(["/bin/sh", "-c", '"$0" -c "$1"; echo "CODE $?"; sleep 9', sys.executable, ASK]) as terminal:
        before = terminal.mode()
        terminal.see("Your answer")
        terminal.read(0.3)
        _signal_python(terminal, number)
        terminal.see(f"CODE {code}")
        assert terminal.mode() == before


def test_a_signal_from_outside_interrupts_the_menu() -> None:
    with Terminal(["/bin/sh", "-c", '"$0" -c "$1"; echo "CODE $?"; sleep 9', sys.executable, ASK]) as terminal:
        terminal.see("Your answer")
        terminal.read(0.3)
        _signal_python(terminal, signal.SIGINT)
        terminal.see("CODE 130")


def _signal_python(terminal: Terminal, number: int) -> None:
    """Send a signal to the shell's child."""
    import os

    with open(f"/proc/{terminal.child.pid}/task/{terminal.child.pid}/children", encoding="ascii") as children:
        os.kill(int(children.read().split()[0]), number)


def test_a_narrower_window_still_shows_every_label() -> None:
    with Terminal(python(ASK), (100, 40)) as terminal:
        terminal.see("I don't know")
        terminal.resize(40, 40)
        terminal.wait(
            lambda: any("nobody else can use" in row and "One that" not in row for row in terminal.rows), "a wrap"
        )
        terminal.send("3" + ENTER)
        assert terminal.see("ANSWER unknown")


@pytest.mark.parametrize(("kind", "colored"), [("color", True), ("bare", False)])
def test_colors_of_the_menu_can_be_refused(kind: str, colored: bool) -> None:
    with Terminal([*python(ASK), kind]) as terminal:
        terminal.see("I don't know")
        terminal.send(ENTER)
        terminal.end()
    codes = {code for sequence in re.findall(rb"\x1b\[([\d;]*)m", terminal.raw) for code in sequence.split(b";")}
    assert bool(codes - {b"", b"0", b"1"}) is colored


def test_plain_mode_takes_a_number_and_never_moves_the_cursor() -> None:
    with Terminal([*python(ASK), "plain"]) as terminal:
        assert "3. I don't know" in terminal.see("Number (1-3), then Enter:")
        terminal.send("7\r")
        terminal.see("Please type a number from 1 to 3.")
        terminal.send("\r")
        terminal.send("two\r")
        terminal.send("2\r")
        terminal.see("ANSWER own")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


def test_plain_mode_ends_on_ctrl_d() -> None:
    with Terminal([*python(ASK), "plain"]) as terminal:
        terminal.see("then Enter:")
        terminal.send(CTRL_D)
        terminal.see("INTERRUPTED")
        assert terminal.end() == 130


@pytest.mark.parametrize("kind", ["menu", "plain"])
def test_keys_come_from_the_terminal_when_stdin_is_a_pipe(kind: str) -> None:
    command = ["/bin/sh", "-c", f'printf "1\\n\\n" | "$0" -c "$1" {kind} | cat', sys.executable, ASK]
    with Terminal(command) as terminal:
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send("3" + ENTER)
        terminal.see("ANSWER unknown")
        assert terminal.end() == 0


@pytest.mark.parametrize("kind", ["menu", "plain"])
def test_a_terminal_opened_for_writing_only_can_still_be_asked(kind: str) -> None:
    command = ["/bin/sh", "-c", f'"$0" -c "$1" {kind} </dev/null 2>/dev/tty', sys.executable, ASK]
    with Terminal(command) as terminal:
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send("2" + ENTER)
        terminal.see("ANSWER own")


@pytest.mark.parametrize("kind", ["menu", "plain"])
def test_without_any_terminal_nobody_is_asked(kind: str) -> None:
    import subprocess

    result = subprocess.run(
        [*python(ASK), kind],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        start_new_session=True,
    )
    assert result.stdout == "ANSWER None\n"
