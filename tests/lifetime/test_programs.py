"""Is each small program's error traced to its cause and its three lines?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.lifetime import tools

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = tools.programs()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_program(program: tools.Program, tmp_path: Path) -> None:
    lifetime = tools.traced(program, tmp_path)
    wanted = program.keys["cause"]
    assert tools.cause(lifetime) == (None if wanted == "none" else wanted), lifetime
    found = {name: getattr(lifetime, name) for name in program.sites}
    assert {name: place.ref if place else None for name, place in found.items()} == program.sites
    facts = {fact.id: fact.value for fact in lifetime.facts}
    expected = dict(pair.split("=") for pair in program.keys.get("facts", "").split())
    assert {name: facts.get(name, "-") for name in expected} == expected  # `-`: there is no such fact
