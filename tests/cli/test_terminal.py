"""The conversation as a person has it: paste, questions and result in a real terminal."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ask.tools import CTRL_C, CTRL_D, DOWN, ENTER, PASTE_END, PASTE_START, Terminal
from tests.cli.tools import CHAINED, LAZY, NOTHING, OTHER

if TYPE_CHECKING:
    from pathlib import Path

DETACHDOC = [sys.executable, "-m", "detachdoc"]
INSTRUCTION = "Paste the traceback"
FIRST_QUESTION = "Question 1"
#: The answer of the first question that settles it, as its position in the menu.
TAKEN_OUT = "1"


def _diagnose(*words: str, size: tuple[int, int] = (100, 40), env: dict[str, str] | None = None) -> Terminal:
    return Terminal([*DETACHDOC, "diagnose", "--no-source", *words], size, env or {})


def _diagnose_in(source: str, file: str) -> Terminal:
    return Terminal([*DETACHDOC, "diagnose", file, "--source", source, "--no-input", "--color=never"], (80, 24))


def _keys(text: str) -> str:
    return text.replace("\n", "\r")


def _shell(script: str, *words: str, size: tuple[int, int] = (100, 40)) -> Terminal:
    run = script.replace("detachdoc", f"{sys.executable} -m detachdoc")
    return Terminal(["bash", "-c", run, "bash", *words], size)


@pytest.mark.parametrize("text", [LAZY, LAZY.rstrip(), CHAINED, "\n\n" + CHAINED + "\n\n\n"])
def test_a_bracketed_paste_then_enter_then_a_question_then_the_verdict(text: str) -> None:
    with _diagnose() as terminal:
        terminal.see(INSTRUCTION)
        terminal.send(PASTE_START + _keys(text) + PASTE_END)
        terminal.see("lines read, press Enter")
        assert FIRST_QUESTION not in terminal.text
        terminal.send(ENTER)
        terminal.see("I don't know")
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        assert terminal.end() == 0
        assert "detachdoc diagnose - --no-source --answer journey=taken-out" in terminal.text
        assert "< saved.txt" in terminal.text


def test_without_brackets_a_chain_with_blank_lines_is_read_whole() -> None:
    with _diagnose() as terminal:
        terminal.see(INSTRUCTION)
        terminal.send(_keys(CHAINED))
        terminal.read(0.5)
        assert FIRST_QUESTION not in terminal.text
        terminal.send(ENTER)
        terminal.see(FIRST_QUESTION)
        terminal.see("I don't know")
        assert f"{len(CHAINED.splitlines())} lines read" in terminal.text
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        assert terminal.end() == 0


@pytest.mark.parametrize("tail", ["INFO: Finished server process [1]", "INFO: Finished server process [1]\n\n"])
def test_without_brackets_one_enter_is_enough_after_a_log_that_goes_on(tail: str) -> None:
    with _diagnose() as terminal:
        terminal.see(INSTRUCTION)
        terminal.send(_keys(LAZY + tail))
        terminal.see("lines read, press Enter")
        terminal.send(ENTER)
        terminal.see(FIRST_QUESTION)
        assert "No traceback recognised" not in terminal.text


def test_the_printed_command_is_not_wrapped_inside_a_path(lazy: str, tmp_path: Path) -> None:
    folder = tmp_path / ("a long name " * 8).strip() / ("another-one-" * 8)
    folder.mkdir(parents=True)
    with _diagnose_in(str(folder), lazy) as terminal:
        assert terminal.end() == 1
        last = terminal.raw.decode().splitlines()[-1]
    assert shlex.split(last)[-2:] == ["--source", str(folder)]


def test_ctrl_d_ends_a_paste() -> None:
    with _diagnose() as terminal:
        terminal.see(INSTRUCTION)
        terminal.send(_keys(NOTHING))
        terminal.see("lines read")
        terminal.send(CTRL_D)
        assert terminal.end() == 4


@pytest.mark.parametrize("keys", ["hello\r\r", "hello\r"])
def test_enter_after_something_else_is_answered_once(keys: str) -> None:
    with _diagnose() as terminal:
        terminal.see(INSTRUCTION)
        terminal.send("hello")
        terminal.read(0.2)
        terminal.send(keys.removeprefix("hello"))
        terminal.see("No traceback recognised yet. Go on pasting, or press Ctrl-D to finish.")
        terminal.send(_keys(OTHER))
        terminal.see("lines read")
        terminal.send(CTRL_D)
        assert terminal.end() == 3
        assert terminal.text.count("No traceback recognised") == 1


def test_a_line_of_20_kilobytes_is_not_cut() -> None:
    long = LAZY.replace("0x7f1", "0x" + "f" * 20_000)
    with _diagnose("--json", "-") as terminal:
        terminal.see(INSTRUCTION)
        terminal.send(_keys(long))
        terminal.read(1)
        terminal.send(CTRL_D)
        assert terminal.end() == 1
        assert "'orders' cannot proceed" in terminal.text.replace("\n", "")


def test_typed_text_can_be_corrected() -> None:
    with _diagnose() as terminal:
        terminal.see(INSTRUCTION)
        start = "sqlalchemy.orm.exc.DetachedInstanceErroe\x7fr: "
        for key in start:
            terminal.send(key)
            terminal.read(0.05)
        terminal.see("sqlalchemy.orm.exc.DetachedInstanceError:")
        terminal.send(LAZY.rstrip().rpartition("Error: ")[2])
        terminal.read(0.4)
        terminal.send(ENTER)
        terminal.see(FIRST_QUESTION)


def test_ctrl_c_while_pasting() -> None:
    with _shell("detachdoc diagnose; echo CODE $?; sleep 9") as terminal:
        before = terminal.mode()
        terminal.see(INSTRUCTION)
        terminal.read(0.3)
        assert terminal.mode() != before
        terminal.send("some text" + CTRL_C)
        terminal.see("CODE 130")
        assert terminal.mode() == before
    assert b"Traceback" not in terminal.raw
    assert terminal.raw.count(b"\x1b[?2004h") == terminal.raw.count(b"\x1b[?2004l") == 1


def test_being_terminated_while_pasting_leaves_the_terminal_as_it_was() -> None:
    with _shell('trap "" TERM; (trap - TERM; exec detachdoc diagnose); echo CODE $?; sleep 9') as terminal:
        before = terminal.mode()
        terminal.see(INSTRUCTION)
        terminal.read(0.3)
        assert terminal.mode() != before
        os.killpg(os.getpgid(terminal.child.pid), signal.SIGTERM)
        terminal.see("CODE 143")
        assert terminal.mode() == before


def test_ctrl_c_at_a_question(lazy: str) -> None:
    with _shell('detachdoc diagnose "$1" --no-source; echo CODE $?; sleep 9', lazy) as terminal:
        before = terminal.mode()
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send(CTRL_C)
        terminal.see("CODE 130")
        assert terminal.mode() == before
        assert "detachdoc: cancelled." in terminal.text
    assert b"Traceback" not in terminal.raw


def test_a_pipe_is_read_to_its_end_and_the_terminal_is_asked(lazy: str) -> None:
    with _shell('(cat "$1"; sleep 0.5; echo) | detachdoc diagnose --no-source; echo CODE $?', lazy) as terminal:
        terminal.see("I don't know")
        assert (
            "Read: a DetachedInstanceError, from a lazy load of User.orders, at /srv/shop/api/orders.py:44"
            in terminal.text
        )
        terminal.read(0.3)
        terminal.send(DOWN + ENTER)
        terminal.see("Cause 5")
        terminal.see("CODE 0")


def test_ctrl_c_ends_a_pipe_that_does_not_and_what_has_come_is_diagnosed(lazy: str) -> None:
    with _shell('(cat "$1"; exec sleep 60) | detachdoc diagnose --no-source; echo CODE $?', lazy) as terminal:
        terminal.see("Still reading standard input")
        assert "Ctrl-C ends it, and what has come by then is diagnosed." in " ".join(terminal.text.split())
        terminal.send(CTRL_C)
        terminal.see("stopped reading. This is about what had come by then.")
        terminal.see("I don't know")
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        terminal.see("CODE 130")
    assert b"Traceback" not in terminal.raw


def test_a_second_ctrl_c_cancels(lazy: str) -> None:
    with _shell('(cat "$1"; exec sleep 60) | detachdoc diagnose --no-source; echo CODE $?', lazy) as terminal:
        terminal.see("Still reading standard input")
        terminal.send(CTRL_C)
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send(CTRL_C)
        terminal.see("detachdoc: cancelled.")
        terminal.see("CODE 130")
    assert b"Traceback" not in terminal.raw


def test_ctrl_c_cancels_while_no_error_has_come() -> None:
    with _shell("(echo INFO; exec sleep 60) | detachdoc diagnose --no-source; echo CODE $?") as terminal:
        terminal.see("Still reading standard input")
        terminal.send(CTRL_C)
        terminal.see("detachdoc: cancelled.")
        terminal.see("CODE 130")
        assert "No error" not in terminal.text
    assert b"Traceback" not in terminal.raw


def test_a_server_that_ends_with_the_same_ctrl_c_can_still_write(lazy: str, tmp_path: Path) -> None:
    server = tmp_path / "server.py"
    server.write_text(
        "import sys, time\nprint(open(sys.argv[1]).read(), flush=True)\n"
        "try:\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    time.sleep(0.3)\n"
        "    print('bye', flush=True)\n    print('wrote it', file=sys.stderr)\n"
    )
    script = '"$3" "$2" "$1" | detachdoc diagnose --no-source --no-input --brief; echo "CODES ${PIPESTATUS[@]}"'
    with _shell(script, lazy, str(server), sys.executable) as terminal:
        terminal.see("Still reading standard input")
        terminal.send(CTRL_C)
        terminal.see("CODES")
        assert "Undecided" in terminal.text
        assert "wrote it" in terminal.text
        assert "CODES 0 130" in terminal.text
    assert b"Traceback" not in terminal.raw


def test_ctrl_c_during_a_demo_is_said() -> None:
    with _shell("detachdoc demo explicitly-expunged/deep-copied; echo CODE $?") as terminal:
        terminal.see("Installed here")
        terminal.send(CTRL_C)
        terminal.see("detachdoc: cancelled.")
        terminal.see("CODE 130")
    assert b"Traceback" not in terminal.raw


def test_results_can_go_to_a_file_while_questions_stay_on_the_terminal(lazy: str, tmp_path: object) -> None:
    target = f"{tmp_path}/out.txt"
    with _shell('detachdoc diagnose "$1" --no-source > "$2"; echo CODE $?', lazy, target) as terminal:
        terminal.see("I don't know")
        terminal.read(0.3)
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("CODE 0")
    with open(target, encoding="utf-8") as result:
        text = result.read()
    assert "Cause 5" in text
    assert "Question 1" not in text
    assert "\x1b" not in text


def test_a_search_through_a_source_that_takes_long_is_mentioned_once(lazy: str, tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"package{number}").mkdir()
        for name in range(100):
            (tmp_path / f"package{number}" / f"m{name}.py").write_text("x = 1\n")
    slow = "import sys, time, detachdoc.api as api; real = api.open_source\n"
    slow += "api.open_source = lambda *words: (time.sleep(1.5), real(*words))[1]\n"
    slow += "from detachdoc.__main__ import main; sys.exit(main())"
    program = [sys.executable, "-c", slow, "diagnose", lazy, "--no-input", "--source", str(tmp_path)]
    with Terminal(program, (100, 60)) as terminal:
        assert terminal.end() == 1
        assert " ".join(terminal.text.split()).count("Looking through the source in") == 1


def test_a_slow_pipe_is_mentioned_also_when_nobody_is_asked() -> None:
    with _shell("sleep 3 | detachdoc diagnose --json > /dev/null; echo CODE $?", size=(61, 20)) as terminal:
        terminal.see("Still reading standard input")
        terminal.see("CODE 4")
        assert all(len(row) < 61 for row in terminal.rows)


def test_how_to_feed_the_printed_command_is_said_without_questions_too(lazy: str) -> None:
    with _shell('cat "$1" | detachdoc diagnose --no-source --no-input; echo CODE $?', lazy) as terminal:
        terminal.see("CODE 1")
        assert "detachdoc diagnose - --no-source" in terminal.text.replace(f"{sys.executable} -m ", "")
        assert "< saved.txt" in terminal.text


def test_a_long_message_is_wrapped_at_words() -> None:
    with _shell("detachdoc diagnose --answer nonsense=1; echo CODE $?", size=(50, 20)) as terminal:
        terminal.see("CODE 2")
        message = terminal.raw.decode().partition("CODE")[0].splitlines()
    assert len(message) > 2
    assert max(map(len, message)) <= 50
    assert "there is no question" in " ".join(message)


@pytest.mark.parametrize("reader", ["cat", "head -30"])
def test_a_pager_gets_lines_as_wide_as_the_terminal(lazy: str, reader: str) -> None:
    with _shell(
        f'detachdoc diagnose "$1" --no-source --no-input | {reader}; echo DONE', lazy, size=(60, 30)
    ) as terminal:
        terminal.see("DONE")
        written = terminal.raw.decode().partition("  detachdoc diagnose")[0].splitlines()
    assert 50 < max(map(len, written)) <= 60


def test_a_reader_that_stops_early_leaves_a_quiet_terminal(lazy: str) -> None:
    with _shell(
        'detachdoc diagnose "$1" --no-source --no-input | head -1; echo "CODES ${PIPESTATUS[@]}"', lazy
    ) as terminal:
        terminal.see("CODES")
        assert "Undecided" in terminal.text
        assert "rror:" not in terminal.text


def test_i_dont_know_three_times_is_an_honest_undecided(lazy: str) -> None:
    with _diagnose(lazy, size=(100, 60)) as terminal:
        for number in (1, 2, 3):
            terminal.see(f"Question {number}")
            terminal.see("I don't know")
            terminal.read(0.3)
            terminal.send(ENTER)
        while terminal.read(0.5) and "Undecided" not in terminal.text:
            terminal.send(ENTER)
        assert terminal.end() == 1
        assert "=unknown" in terminal.text


@pytest.mark.parametrize("words", [["--no-input"], ["--json"]])
def test_nobody_is_asked_for_a_paste_who_said_so(words: list[str]) -> None:
    with _diagnose(*words) as terminal:
        assert terminal.end() == 2
        assert "nothing to read: name a FILE" in " ".join(terminal.text.split())


def test_ci_is_not_asked_even_with_a_terminal(lazy: str) -> None:
    with _diagnose(lazy, env={"CI": "true"}) as terminal:
        assert terminal.end() == 1
        assert FIRST_QUESTION not in terminal.text


def test_40_columns_lose_nothing(lazy: str) -> None:
    with _diagnose(lazy, size=(40, 50)) as terminal:
        terminal.see("I don't know")
        shown = " ".join(terminal.text.split())
        assert "What became of the object between being loaded and being used?" in shown
        assert "a copy or a pickle round trip" in shown
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        assert terminal.end() == 0
        assert max(map(len, terminal.rows)) <= 40


def test_a_low_window_scrolls_to_the_choice(lazy: str) -> None:
    with _diagnose(lazy, size=(40, 9)) as terminal:
        terminal.see("Your answer")
        terminal.see("> 6) I don't know")
        terminal.send(TAKEN_OUT)
        terminal.see("> 1) It was taken out")
        terminal.send(ENTER)
        assert terminal.end() == 0


def test_a_resize_during_a_question(lazy: str) -> None:
    with _diagnose(lazy) as terminal:
        terminal.see("I don't know")
        terminal.read(0.3)
        for columns, rows in ((50, 40), (120, 40), (80, 24)):
            terminal.resize(columns, rows)
            terminal.read(0.3)
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    ("words", "env"),
    [(["--plain"], {}), ([], {"ACCESSIBLE": "1"}), ([], {"TERM": "dumb"})],
    ids=["plain", "accessible", "dumb"],
)
def test_plain_prompts_never_move_the_cursor(words: list[str], env: dict[str, str], lazy: str) -> None:
    with _diagnose(lazy, *words, env=env) as terminal:
        terminal.see("1. It was taken out")
        terminal.see("then Enter:")
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


def test_a_dumb_terminal_gets_no_paste_brackets() -> None:
    with _diagnose(env={"TERM": "dumb"}) as terminal:
        terminal.see(INSTRUCTION)
        terminal.send(_keys(OTHER) + ENTER)
        assert terminal.end() == 3
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize(("words", "env"), [([], {"NO_COLOR": "1"}), (["--color", "never"], {})])
def test_no_color_means_no_color_anywhere(words: list[str], env: dict[str, str], lazy: str) -> None:
    with _diagnose(lazy, *words, env=env) as terminal:
        terminal.see("I don't know")
        terminal.send(TAKEN_OUT + ENTER)
        terminal.see("Cause 5")
        terminal.end()
    assert not [
        code
        for code in (b"[30m", b"[31m", b"[32m", b"[33m", b"[34m", b"[35m", b"[36m", b"[38;")
        if code in terminal.raw
    ]
