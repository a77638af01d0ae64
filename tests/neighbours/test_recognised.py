"""Every look-alike of neighbours.yaml is really raised by a program, and recognised in what that prints."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from detachdoc import api, knowledge
from detachdoc.decision import decide
from tests.decision.tools import person

KNOWN = knowledge.load()
NEIGHBOURS = {neighbour.id: neighbour for neighbour in KNOWN.neighbours}
PROGRAMS = sorted(path for path in Path(__file__).with_name("programs").glob("*.py") if path.name != "shop.py")
_NEEDS = re.compile(r"# needs: (\S+)\n")

each_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)


def shown_by(program: Path) -> str:
    """Id of the look-alike a program raises: its file's name, up to `__`."""
    return program.stem.partition("__")[0]


def runs_here(program: Path) -> bool:
    """Whether the installed SQLAlchemy is one the first line of the program asks for."""
    needs = _NEEDS.match(program.read_text(encoding="utf-8"))
    wanted = Requirement(needs[1]) if needs else None
    return wanted is None or version(wanted.name) in wanted.specifier


@functools.cache
def printed(program: Path) -> str:
    """What a program prints as it ends with its error."""
    if not runs_here(program):
        pytest.skip("written for another SQLAlchemy")
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1, ended.stderr
    return ended.stderr


def test_every_look_alike_has_a_program() -> None:
    assert {shown_by(program) for program in PROGRAMS} == set(NEIGHBOURS)


@each_program
def test_it_is_recognised_in_the_real_output(program: Path) -> None:
    [diagnosis] = api.diagnose(api.read_text(printed(program)), use_source=False)
    expected = NEIGHBOURS[shown_by(program)]
    assert diagnosis.outcome == "other-error"
    assert diagnosis.headline.startswith(expected.title)
    assert diagnosis.reason == expected.says


@each_program
def test_it_is_recognised_from_its_last_lines_alone(program: Path) -> None:
    """A log often keeps the message and loses the frames."""
    text = printed(program)
    message = text[text.rindex("\nsqlalchemy.") + 1 :]
    [error] = api.read_text(message).errors
    assert decide(error, (), KNOWN, person()).headline.startswith(NEIGHBOURS[shown_by(program)].title)


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_every_wording_it_is_known_by_is_one_that_sqlalchemy_prints(name: str) -> None:
    texts = [printed(program) for program in PROGRAMS if shown_by(program) == name]
    assert [words for words in NEIGHBOURS[name].message_has if not any(words in text for text in texts)] == []


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_no_type_is_listed_that_was_never_seen(name: str) -> None:
    """Wrapped or not differs by release and driver, so one of its types is enough."""
    texts = " ".join(printed(program) for program in PROGRAMS if shown_by(program) == name)
    assert any(kind in texts for kind in NEIGHBOURS[name].types)
