"""A whole demo: which scripts run, in which order, and when it went as the knowledge says."""

from __future__ import annotations

import pytest

from detachdoc.demo import performing
from detachdoc.demo.examples import Example
from detachdoc.demo.performing import Demo, perform
from detachdoc.demo.running import Ran
from detachdoc.demo.verdict import Verdict

RAISES = "import sys; print('DetachedInstanceError'); sys.exit(1)"
ANSWERS = "print('200')"


@pytest.fixture
def example(every, tmp_path):
    """An example whose scripts can be written by the test."""
    return Example(every[0].cause, every[0].variant._replace(raises_when=(), needs=()), str(tmp_path))


@pytest.fixture
def write(tmp_path):
    def write(**scripts):
        for name, text in scripts.items():
            (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def told(example, known, newest):
    """Runs the example; returns the demo and what the listeners heard, in order."""

    def run():
        heard = []
        done = perform(
            example, known, newest,
            on_run=lambda ran: heard.append(ran.name), on_verdict=lambda verdict: heard.append(type(verdict).__name__),
        )  # fmt: skip
        return done, heard

    return run


def test_an_example_that_does_not_raise_is_not_judged(write, told):
    write(before=ANSWERS, after=ANSWERS)
    done, heard = told()
    assert heard == ["before.py", "after.py"]
    assert done.verdict is None


def test_popular_advice_runs_between(write, told):
    write(before=ANSWERS, popular=ANSWERS, after=ANSWERS)
    assert told()[1] == ["before.py", "popular.py", "after.py"]


def test_the_verdict_comes_right_after_before(write, told, monkeypatch):
    monkeypatch.setattr(performing, "judge", lambda *_: Verdict(None, (), is_right=True))
    write(before=RAISES, after=ANSWERS)
    done, heard = told()
    assert heard == ["before.py", "Verdict", "after.py"]
    assert done.verdict.is_right


def outcome(before, after, *, verdict=None):
    runs = (Ran("before.py", *before, "/k"), Ran("after.py", *after, "/k"))
    return lambda example: Demo(example, runs, verdict)


RAISED, ANSWERED = (1, "DetachedInstanceError"), (0, "200")
RIGHT, WRONG = Verdict(None, (), is_right=True), Verdict(None, (), is_right=False)


@pytest.mark.parametrize(
    ("demo", "expected"),
    [
        pytest.param(outcome(RAISED, ANSWERED, verdict=RIGHT), True, id="as described"),
        pytest.param(outcome(RAISED, ANSWERED, verdict=WRONG), False, id="wrong verdict"),
        pytest.param(outcome(RAISED, RAISED, verdict=RIGHT), False, id="the fix does not help"),
        pytest.param(outcome(RAISED, (1, "ImportError"), verdict=RIGHT), False, id="after.py breaks"),
        pytest.param(outcome((1, "ImportError"), ANSWERED), False, id="before.py breaks"),
        pytest.param(outcome(ANSWERED, ANSWERED), False, id="before.py does not raise"),
    ],
)
def test_as_expected_where_it_must_raise(demo, expected, example, newest):
    assert demo(example).as_expected(newest) is expected


@pytest.mark.parametrize(
    ("demo", "expected"),
    [
        pytest.param(outcome(ANSWERED, ANSWERED), True, id="as described"),
        pytest.param(outcome(RAISED, ANSWERED, verdict=RIGHT), False, id="it raises all the same"),
    ],
)
def test_as_expected_where_it_must_not_raise(demo, expected, example, newest):
    elsewhere = example._replace(variant=example.variant._replace(raises_when=(("fastapi", "<0.118"),)))
    assert demo(elsewhere).as_expected(newest) is expected
