"""Order, counts and headers of several errors in one text."""

from __future__ import annotations

import pytest

from detachdoc.report import ends_traceback, read_text
from tests.report.tools import sample_text

JOB = sample_text("plain-job__orders-count")
REFRESH = sample_text("plain-py311__create-order")
OTHER = 'Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f\n    x()\nValueError: bad'
MENTION = "WARNING retrying after Parent instance <Cart at 0x1> is not bound to a Session; lazy load operation of attribute 'lines' cannot proceed"


def types(text: str) -> list[tuple[str, int]]:
    return [(error.type.rpartition(".")[2], error.occurrences) for error in read_text(text).errors]


def test_detached_errors_come_before_others_and_the_earliest_first() -> None:
    errors = read_text(f"{OTHER}\n\n{REFRESH}\n\n{JOB}").errors
    assert [error.kind for error in errors] == ["refresh", "lazy-load", "unknown"]
    assert [error.first_line for error in errors] == [6, 8 + REFRESH.count("\n"), 1]


def test_mere_mention_comes_after_a_traceback_of_something_else() -> None:
    assert types(f"{MENTION}\n{OTHER}") == [("ValueError", 1), ("DetachedInstanceError", 1)]


def test_log_line_that_repeats_a_traceback_is_no_error_of_its_own() -> None:
    message = JOB.rpartition("\n")[2].partition(": ")[2]
    assert types(f"ERROR request failed: {message}\n{JOB}") == [("DetachedInstanceError", 1)]


def test_equal_errors_at_other_addresses_are_counted() -> None:
    assert types(f"{JOB}\n\n{JOB.replace('0x7fbabeffed10', '0x7f00')}") == [("DetachedInstanceError", 2)]


def test_same_object_printed_by_two_loggers_counts_once() -> None:
    assert types(f"{JOB}\n\n{JOB}") == [("DetachedInstanceError", 1)]


def test_same_place_reached_from_another_caller_is_another_error() -> None:
    assert (
        types(f"{JOB}\n\n{JOB.replace('line 7, in run', 'line 9, in run_all')}") == [("DetachedInstanceError", 1)] * 2
    )


def test_telling_lines_before_the_traceback_are_kept() -> None:
    text = f"INFO: nothing to see\nTask exception was never retrieved\nfuture: <Task finished coro=<run()>>\n{JOB}"
    assert read_text(text).errors[0].headers[:2] == (
        "Task exception was never retrieved",
        "future: <Task finished coro=<run()>>",
    )


def test_notes_are_kept_apart_from_the_message() -> None:
    (error,) = read_text(f"{JOB}\nloaded in get_user\n").errors
    assert error.blocks[0].notes == ("loaded in get_user",)


def test_repeated_frames_are_counted_on_the_frame() -> None:
    text = JOB.replace(
        "    return len(user.orders)\n", "    return len(user.orders)\n  [Previous line repeated 18 more times]\n"
    )
    access = read_text(text).errors[0].access
    assert access is not None
    assert access.repeated == 19


@pytest.mark.parametrize("line", [
    JOB.rpartition("\n")[2], "ValueError: bad", "shop.errors.CheckoutError: no", "KeyboardInterrupt", "web-1  | " + JOB.rpartition("\n")[2],
    "E   sqlalchemy.orm.exc.StaleDataError: x", "    | sqlalchemy.exc.MissingGreenlet: x", "AssertionError",
])  # fmt: skip
def test_last_line_of_a_traceback_is_recognised(line: str) -> None:
    assert ends_traceback(line)


@pytest.mark.parametrize("line", [
    "", "Traceback (most recent call last):", '  File "/srv/a.py", line 3, in f', "    raise ValueError(x)",
    "    user.orders", "INFO:     127.0.0.1 - GET /", "ERROR:    Exception in ASGI application", "           ^^^^^",
    "During handling of the above exception, another exception occurred:",
])  # fmt: skip
def test_other_lines_do_not_end_a_traceback(line: str) -> None:
    assert not ends_traceback(line)


def test_traceback_that_was_cut_off_is_not_woven_with_the_next() -> None:
    errors = read_text(f"{OTHER.rpartition(chr(10))[0]}\n{JOB}\n\n{REFRESH}").errors
    assert [error.kind for error in errors] == ["lazy-load", "refresh", "unknown"]
    assert not any("interleaved" in error.damage for error in errors)


def test_failed_assertion_is_named() -> None:
    text = "_____ test_a _____\ntests/test_a.py:3: in test_a\n    assert x\nE   assert False\n"
    assert types(text) == [("AssertionError", 1)]


def test_endpoint_in_a_log_line_is_no_error_of_its_own() -> None:
    wrapped = sample_text("uvicorn__users-list")
    message = wrapped[wrapped.index("1 validation error") :]
    assert types(f"ERROR Exception inside application: {message}\n{wrapped}") == [("DetachedInstanceError", 1)]


def test_ruler_below_a_traceback_is_no_note() -> None:
    (error,) = read_text(f"{JOB}\n----------------------------------------\nRan 1 test in 0.01s\n").errors
    assert error.blocks[0].notes == ()


def test_error_logged_again_further_out_counts_once_with_all_its_frames() -> None:
    outer = JOB.replace("last):\n", 'last):\n  File "/srv/shop/worker.py", line 3, in main\n    run()\n', 1)
    (error,) = read_text(f"{JOB}\n\n{outer}").errors
    assert error.app_frames[0].function == "main"
