"""The command from its arguments to what is printed, with real scripts."""

from __future__ import annotations

import importlib.metadata
import json

import pytest

from detachdoc.cli import demonstrating
from detachdoc.cli.commands.demo import demo
from detachdoc.demo.performing import Demo
from detachdoc.errors import UsageError


@pytest.fixture
def run(capsys):
    """Runs the command; returns its exit code and what it printed."""

    def run(example=None, **options):
        code = demo(example, **{"listed": False, "json": False, "color": "never", "plain": False, **options})
        return code, capsys.readouterr().out

    return run


def test_a_demo_for_a_person(run):
    code, text = run("explicitly-expunged/deep-copied")
    assert code == 0, text
    steps = ["Cause 5 of 6", "python before.py", "What detachdoc says about that log", "The fix", "python after.py"]
    assert [text.count(step) >= 1 for step in steps] == [True] * len(steps)
    assert sorted(steps, key=text.index) == steps
    assert f"FastAPI {importlib.metadata.version('fastapi')}" in text
    assert "DetachedInstanceError: Parent instance <Quiz at 0x" in text
    assert text.rstrip().endswith("No DetachedInstanceError.")
    assert max(map(len, text.splitlines())) <= 100


def test_a_demo_as_json(run):
    code, text = run("used-across-requests/dict-cache", json=True)
    told = json.loads(text)
    assert (code, told["as_expected"]) == (0, True), told["verdict"]
    assert [(ran["script"], ran["exit_code"], ran["raised"]) for ran in told["runs"]] == [
        ("before.py", 1, True),
        ("popular.py", 1, True),
        ("after.py", 0, False),
    ]
    assert told["verdict"]["is_right"]
    assert told["verdict"]["diagnosis"]["cause"]["id"] == "used-across-requests"
    assert told["versions"]["fastapi"] == importlib.metadata.version("fastapi")


def test_an_outcome_that_was_not_expected_is_an_exit_code(run, monkeypatch):
    monkeypatch.setattr(Demo, "as_expected", lambda *_: False)
    code, text = run("explicitly-expunged/deep-copied", json=True)
    assert code == demonstrating.UNEXPECTED
    assert json.loads(text)["as_expected"] is False


def test_the_list_names_every_example_under_its_cause(run, every):
    code, text = run(listed=True)
    assert code == 0
    assert [one.variant.id for one in every if f" {one.variant.id} " not in text] == []
    assert text.index("2  session-not-shared") < text.index("merge-result-ignored") < text.index("3  context-block")


def test_the_list_as_json(run, every):
    code, text = run(listed=True, json=True)
    assert code == 0
    assert [one["id"] for one in json.loads(text)["examples"]] == [one.id for one in every]


def test_the_list_marks_what_does_not_raise_here(every, older):
    text = demonstrating.listing(every, older)
    assert "   x function-scope " in text
    assert "     streaming-body " in text
    assert "FastAPI 0.115.12 and SQLAlchemy 1.4.54" in text


def test_no_example_named(run):
    with pytest.raises(UsageError, match=r"Which example\? `detachdoc demo --list` lists them"):
        run()


def test_without_fastapi_the_install_line_is_told(run, monkeypatch):
    def version(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    with pytest.raises(UsageError, match=r"pip install 'detachdoc\[demo\]'"):
        run("4")


def without(package, monkeypatch):
    real = importlib.metadata.version

    def version(name):
        if name == package:
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)


def test_the_list_needs_nothing_installed(run, monkeypatch):
    without("fastapi", monkeypatch)
    code, text = run(listed=True)
    assert code == 0
    assert "   x dict-cache" in text
    assert text.endswith("x cannot run: the examples need FastAPI and a few more: pip install 'detachdoc[demo]'\n")
    code, text = run(listed=True, json=True)
    assert [one for one in json.loads(text)["examples"] if one["runs_here"] or one["raises_here"]] == []


def test_a_wrong_name_is_told_before_what_is_missing(run, monkeypatch):
    without("fastapi", monkeypatch)
    with pytest.raises(UsageError, match="There is no cause 'nope'"):
        run("nope")
    with pytest.raises(UsageError, match="lacks fastapi"):
        run("4")


def test_a_demo_prints_no_command_that_has_nothing_to_read(run):
    _, text = run("explicitly-expunged/deep-copied")
    assert "detachdoc diagnose" not in text
