"""Which example a word means."""

from __future__ import annotations

import os

import pytest

from detachdoc.demo.examples import choose
from detachdoc.errors import UsageError


def test_every_example_has_its_folder(every):
    assert len(every) >= 24
    assert [example.id for example in every if not os.path.isfile(example.script("before.py") or "")] == []


def test_a_script_that_is_not_there(every, newest):
    assert choose("used-across-requests/app-state", every, newest).script("popular.py") is None


@pytest.mark.parametrize("word", ["background-task", "4"])
def test_a_cause_means_its_first_example_that_raises_here(word, every, newest):
    assert choose(word, every, newest).id == "background-task/create-task"


def test_another_release_may_mean_another_example(every, older):
    assert choose("background-task", every, older).id == "background-task/background-tasks-object"


def test_an_example_by_its_name(every, newest):
    assert choose("4/thread-pool", every, newest).id == "background-task/thread-pool"


def test_an_example_that_does_not_raise_here_can_be_chosen(every, newest):
    wanted = "session-closed-by-dependency/streaming-body"
    assert choose(wanted, every, newest).id == wanted


@pytest.mark.parametrize("word", ["background-tasks", "7", "", "/thread-pool"])
def test_no_such_cause(word, every, newest):
    with pytest.raises(UsageError, match=r"There is no cause .*`detachdoc causes` lists them"):
        choose(word, every, newest)


def test_a_cause_nearly_spelled_right(every, newest):
    with pytest.raises(UsageError, match=r"Did you mean background-task\?"):
        choose("background-tasks", every, newest)


def test_no_such_example(every, newest):
    with pytest.raises(UsageError, match=r"has no example 'thread-pol'\. Did you mean thread-pool\? It has: "):
        choose("background-task/thread-pol", every, newest)


def test_an_example_without_popular_advice(every, newest):
    assert choose("used-across-requests/app-state", every, newest).advice() == []
