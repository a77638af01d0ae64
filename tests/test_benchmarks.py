"""The measuring itself: a wrong median or a warm-up that counts would make every number wrong."""

from __future__ import annotations

import sys

import pytest

from benchmarks.measuring import Row, detachdoc, duration, environment, in_turn


def test_measures_are_taken_in_turn_and_the_first_round_does_not_count():
    order: list[str] = []
    values = {"a": iter([1000.0, 1.0, 2.0, 9.0]), "b": iter([1000.0, 4.0, 4.0, 4.0])}

    def measure(name: str) -> float:
        order.append(name)
        return next(values[name])

    assert in_turn({name: lambda name=name: measure(name) for name in values}, rounds=3) == {"a": 2.0, "b": 4.0}
    assert order == ["a", "b"] * 4


@pytest.mark.parametrize(("value", "word"), [(4.9, "met"), (5.0, "met"), (5.1, "MISSED")])
def test_a_row_says_whether_its_goal_is_met(value, word):
    assert str(Row("cold start", value, "x", 5)).endswith(f"goal 5: {word}")


def test_a_row_without_a_goal_makes_no_claim():
    assert "goal" not in str(Row("cold start", 5, "x"))


def test_a_command_that_fails_is_no_measurement(tmp_path):
    assert duration([sys.executable, "-c", "pass"], str(tmp_path)) > 0
    with pytest.raises(SystemExit, match="NameError"):
        duration(
            [sys.executable, "-c", "import sys; sys.excepthook(NameError, NameError(), None); sys.exit(2)"],
            str(tmp_path),
        )


def test_python_may_keep_what_it_compiles(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("CI", "1")
    assert not {"PYTHONDONTWRITEBYTECODE", "CI"} & set(environment())


def test_the_command_measured_is_the_one_installed_here(tmp_path):
    assert duration([*detachdoc(), "--version"], str(tmp_path)) > 0
