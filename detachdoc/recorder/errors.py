"""Adds the recorder's note to a DetachedInstanceError while it is being raised.

All four places that raise it, in SQLAlchemy 1.4 to 2.1, hold the object's state in a local variable `state`, or the
object in `self.instance` (orm/dynamic.py).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from detachdoc.recorder import fates, note, relations
from detachdoc.recorder.expiry import EXPIRY
from detachdoc.recorder.files import SQLALCHEMY, kind_of
from detachdoc.recorder.parts import Part, Replacement
from detachdoc.recorder.tables import Expiry, LetGo, Load
from detachdoc.recorder.uses import use_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_notes = Part("notes in error messages")


def replacements() -> tuple[Replacement, ...]:
    """Return what to put in place once `sqlalchemy.orm` is imported."""
    from sqlalchemy.orm.exc import DetachedInstanceError

    return (Replacement(_notes, DetachedInstanceError, "__init__", _init),)


def _init(original: Callable[..., Any]) -> Callable[..., Any]:
    def __init__(self: Any, *arguments: Any, **options: Any) -> None:  # noqa: N807 - takes its place
        frame = sys._getframe(1)
        if arguments and isinstance(arguments[0], str) and note.START not in arguments[0]:
            text = _notes.call(_note_for, frame)
            arguments = (arguments[0] + (text or ""), *arguments[1:])
        original(self, *arguments, **options)

    return __init__


def _note_for(frame: FrameType) -> str | None:
    """Return the note; None when the error is not raised by SQLAlchemy, such as one that is unpickled."""
    if kind_of(frame.f_code.co_filename) != SQLALCHEMY:
        return None
    state = _state(frame)
    return None if state is None else note.write(_story(state, frame))


def _state(frame: FrameType) -> Any:
    names = frame.f_locals
    if "state" in names:
        return names["state"]
    instance = getattr(names.get("self"), "instance", None)
    return getattr(instance, "_sa_instance_state", None)


def _story(state: Any, frame: FrameType) -> note.Story:
    use = use_at(frame)
    let_go = fates.let_go_of(state)
    load = _load(state)
    other = relations.request_session(use.request, let_go.session if let_go else None)
    owner = relations.owner_of(let_go, load, other) if let_go else "unknown"
    return note.Story(load, let_go, _expiry(state, let_go, load), owner, other, use)


def _load(state: Any) -> Load | None:
    load = fates.load_of(state)
    return None if load is None else Load._make(load)


def _expiry(state: Any, let_go: LetGo | None, load: Load | None) -> Expiry | None:
    """The last thing that expired the object, if it is expired."""
    if not state.expired and not state.expired_attributes:
        return None
    own: Expiry | None = state.__dict__.get(EXPIRY)
    of_all = let_go.expiry if let_go else None
    since = load.at if load and not load.is_new else 0
    known = [expiry for expiry in (own, of_all) if expiry is not None and expiry.at > since]
    return max(known, key=lambda expiry: expiry.at, default=None)
