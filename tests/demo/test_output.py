"""What `demo` prints: as text, step by step, and as one JSON document."""

from __future__ import annotations

import io
import json

import pytest

from detachdoc.demo import document, drawing
from detachdoc.demo.examples import choose
from detachdoc.demo.performing import Demo
from detachdoc.demo.running import Ran
from detachdoc.demo.verdict import Verdict
from detachdoc.model.diagnosis import Candidate, Diagnosis
from detachdoc.render.terminal.look import Look
from detachdoc.render.terminal.output import write
from detachdoc.render.terminal.page import Page
from tests.tools import an_error

STREAMING = "session-closed-by-dependency/streaming-body"
LOG = 'Traceback (most recent call last):\n  File "/x.py", line 1, in f\n    f()\nDetachedInstanceError: Parent\n'


@pytest.fixture
def drawn():
    def draw(function, *arguments, width=100):
        page, stream = Page(Look(width=width)), io.StringIO()
        function(page, *arguments)
        write(page, stream)
        return stream.getvalue()

    return draw


@pytest.fixture
def example(every, newest):
    return choose("background-task/create-task", every, newest)


@pytest.fixture
def verdict():
    cause = Candidate("background-task", 4, "Background work used the request's object", 0.98)
    diagnosis = Diagnosis("diagnosed", an_error(), "It was handed over.", cause, "", 0.98, (cause,))
    return Verdict(diagnosis, ("journey=handed-to-background",), is_right=True)


def test_opening_names_versions_and_range(drawn, example, newest):
    text = drawn(drawing.draw_opening, example, newest)
    assert "Cause 4 of 6: " in text
    assert "Example background-task/create-task." in text
    assert "Installed here: Python 3.13.0, FastAPI 0.165.0, SQLAlchemy 2.1.9." in text
    assert "before.py raises on SQLAlchemy >=2.0.13." in text


def test_opening_says_when_it_will_not_raise(drawn, every, newest):
    text = drawn(drawing.draw_opening, choose(STREAMING, every, newest), newest)
    assert "before.py raises on FastAPI >=0.106,<0.118, so not on what is installed here." in text


def test_run_that_raised(drawn):
    text = drawn(drawing.draw_run, Ran("before.py", 1, LOG, "/k"))
    assert "python before.py  exit code 1" in text
    assert "... 1 frame of libraries ..." in text
    assert "There is a DetachedInstanceError in the log." in text


@pytest.mark.parametrize(
    ("code", "log", "words"),
    [(0, "200 ok\n", "No DetachedInstanceError."), (1, "ImportError: x\n", "It failed in another way.")],
)
def test_run_that_did_not_raise(drawn, code, log, words):
    assert words in drawn(drawing.draw_run, Ran("after.py", code, log, "/k"))


@pytest.mark.parametrize("width", [40, 80, 100])
def test_nothing_is_wider_than_the_screen(drawn, example, newest, width):
    log = LOG + "x" * 300 + "\n"
    text = drawn(drawing.draw_run, Ran("before.py", 1, log, "/k"), width=width)
    text += drawn(drawing.draw_opening, example, newest, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert text.replace("\n", "").replace(" ", "").count("x" * 300) == 1


def test_given_answers_are_shown(drawn, verdict):
    assert "--answer journey=handed-to-background" in drawn(drawing.draw_verdict_opening, verdict)


def test_nothing_was_answered(drawn, verdict):
    assert "Answered" not in drawn(drawing.draw_verdict_opening, verdict._replace(answered=()))


def test_a_wrong_verdict_is_admitted(drawn, verdict, example):
    assert drawn(drawing.draw_verdict_closing, verdict, example) == ""
    text = drawn(drawing.draw_verdict_closing, verdict._replace(is_right=False), example)
    assert "not the cause the example was written for, which is background-task" in text


def test_fix_marks_what_changes(drawn, example):
    text = drawn(drawing.draw_fix, example)
    assert "task = asyncio.create_task(notify(channel.id))" in text
    assert any(line.split()[:1] == ["-"] for line in text.splitlines())
    assert any("+" in line.split()[:1] for line in text.splitlines())


def test_changed_lines_are_counted_from_one():
    before, after = drawing.sides("a\nb\nc", "a\nx\ny\nc")
    assert (before.highlight, after.highlight) == ((2,), (2, 3))


def test_document(example, verdict, newest):
    runs = (Ran("before.py", 1, LOG, "/k"), Ran("after.py", 0, "200\n", "/k"))
    told = document.of_demo(Demo(example, runs, verdict), newest, version="1.0")
    assert json.loads(json.dumps(told)) == told
    assert told["example"]["id"] == "background-task/create-task"
    assert told["example"]["raises_when"] == {"sqlalchemy": ">=2.0.13"}
    assert told["versions"] == newest.versions
    assert [(run["script"], run["raised"]) for run in told["runs"]] == [("before.py", True), ("after.py", False)]
    assert told["verdict"]["diagnosis"]["cause"]["id"] == "background-task"
    assert told["verdict"]["answered"] == ["journey=handed-to-background"]
    assert told["as_expected"] is True


def test_document_without_a_verdict(example, newest):
    told = document.of_demo(Demo(example, (), None), newest, version="1.0")
    assert told["verdict"] is None


def test_list(every, older):
    told = document.of_list(every, older, version="1.0")
    by_id = {one["id"]: one for one in told["examples"]}
    assert len(by_id) == len(every)
    assert (by_id[STREAMING]["runs_here"], by_id[STREAMING]["raises_here"]) == (True, True)
    assert by_id["session-closed-by-dependency/function-scope"]["runs_here"] is False


def test_popular_advice_shows_its_change_and_the_error(drawn, every, newest):
    advised = choose("used-across-requests/dict-cache", every, newest)
    log = LOG.replace("DetachedInstanceError: Parent", "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance")
    text = drawn(drawing.draw_popular, Ran("popular.py", 1, log, "/k"), advised)
    assert "What is often advised  python popular.py, exit code 1" in text
    assert "- SessionLocal = sessionmaker(engine)" in text
    assert "+ SessionLocal = sessionmaker(engine, expire_on_commit=False)" in text
    assert "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance" in text
    assert "Traceback" not in text
