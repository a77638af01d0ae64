"""How the object came into its session: a new or refreshed one has no query that a fix could change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.facts import Fact
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.model.place import Place
    from detachdoc.model.report import RecorderNote

_CALL = pattern(r"\.(add|add_all|refresh|get|get_one|scalars?|scalar_one|execute|exec|query)\(|\bselect\(")
_VALUES = {"add": "new", "add_all": "new", "refresh": "refresh"}


def traced(load: Place | None) -> Iterator[Fact]:
    """Yield `loaded-by`, if the line of source that loaded the object shows one of SQLAlchemy's calls."""
    called = _CALL.search(load.code) if load is not None and load.code else None
    if called is not None:
        reason = f"{called[0].strip('.(')} is called where it is loaded"
        yield Fact("loaded-by", _VALUES.get(called[1], "query"), "source", load, (), reason)


def recorded(note: RecorderNote) -> Iterator[Fact]:
    """Yield `loaded-by` of an object that was seen being added, and `loaded-in` of a middleware's session."""
    if note.get("load-new"):
        yield Fact("loaded-by", "new", "recorder", note.loaded, (), "the note says: as new object")
    if note.get("made-for") == "middleware":
        yield Fact("loaded-in", "middleware", "recorder", note.made, (), "the note says: session made for a middleware")
