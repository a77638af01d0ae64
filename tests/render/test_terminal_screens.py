"""Whole screens, as a person sees them; prose is checked nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from detachdoc.render.terminal import Look
from detachdoc.render.terminal.marks import ASCII
from tests.render import samples
from tests.render.tools import drawn, lines_of


@pytest.mark.parametrize("width", [40, 80, 100, 150])
def test_diagnosed_from_source(width: int, snapshot: Any) -> None:
    assert drawn(samples.DIAGNOSED, width=width, lines=lines_of) == snapshot


def test_undecided_from_text_alone(snapshot: Any) -> None:
    assert drawn(samples.UNDECIDED) == snapshot


def test_several_errors_each_with_its_number(snapshot: Any) -> None:
    assert drawn(samples.OUTSIDE, samples.NEIGHBOUR, samples.NO_ERROR) == snapshot


def test_drawn_in_ascii_with_an_example(snapshot: Any) -> None:
    assert drawn(samples.TRACEBACK_ONLY, look=Look(width=80, screen=80, marks=ASCII)) == snapshot


def test_for_screen_readers(snapshot: Any) -> None:
    assert drawn(samples.DIAGNOSED, look=Look(width=80, screen=80, plain=True), trace=True, why=True) == snapshot


def test_for_experts(snapshot: Any) -> None:
    assert drawn(samples.DIAGNOSED, brief=True) == snapshot


def test_hostile_input(snapshot: Any) -> None:
    assert drawn(samples.HOSTILE) == snapshot
