"""Replaces and restores SQLAlchemy's functions, and keeps a failing part of the recorder away from the app.

SQLAlchemy's private names were checked on 1.4.54, 2.0.41, 2.0.58 and 2.1.9; where one is missing, its part is off.
"""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")
#: Carried by every function the recorder put in place: what its class or module held before, () for nothing.
_MARK = "__detachdoc_original__"


class Part:
    """One thing the recorder does, such as remembering loads. Off after its first failure, which is said once.

    Whatever goes wrong in the recorder must never reach the app, hence the blind catch, here and where a call
    more per query would cost too much.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_on = True

    def call(self, record: Callable[..., _T], *arguments: Any) -> _T | None:
        """Return `record(*arguments)`; None when the part is off or fails."""
        if not self.is_on:
            return None
        try:
            return record(*arguments)
        except Exception as error:  # noqa: BLE001 - see the class
            self.fail(error)
            return None

    def fail(self, error: Exception) -> None:
        """Switch the part off after `error` and say so."""
        self.stop(f"{type(error).__name__}: {error}")

    def stop(self, why: str) -> None:
        """Switch the part off and say so on stderr."""
        self.is_on = False
        say(f"{self.name} are not recorded ({why})")


class Replacement(NamedTuple):
    """A function to put in another's place."""

    part: Part
    #: Class or module.
    owner: Any
    name: str
    #: Takes the original function, returns the one to use.
    make: Callable[[Callable[..., Any]], Callable[..., Any]]


def say(text: str) -> None:
    """Write one line to stderr."""
    if sys.stderr is not None:
        sys.stderr.write(f"detachdoc recorder: {text}\n")


def replace(replacement: Replacement) -> None:
    """Put the function in place, unless a recorder, this one or another copy of it, has done so already."""
    part, owner, name, make = replacement
    current = getattr(owner, name, None)
    if current is None:
        part.stop(f"{_called(owner)} has no {name}")
    elif _original(current) is None:
        raw = vars(owner).get(name)
        original = getattr(current, "__func__", current)
        made = functools.wraps(current)(_in_the_name_of(original, make(original)))
        setattr(made, _MARK, () if raw is None else (raw,))
        setattr(owner, name, classmethod(made) if isinstance(raw, classmethod) else made)


def _in_the_name_of(original: Callable[..., Any], made: Any) -> Any:
    """Return `made` as if of the original's module: SQLAlchemy blames a warning on the first frame outside its own."""
    names = {**made.__globals__, "__name__": original.__module__}
    return types.FunctionType(made.__code__, names, made.__name__, made.__defaults__, made.__closure__)


def restore(replacement: Replacement) -> None:
    """Put back what `replace` found, exactly; leave it alone if somebody else has wrapped it since."""
    _, owner, name, _ = replacement
    original = _original(vars(owner).get(name))
    if original == ():
        delattr(owner, name)
    elif original is not None:
        setattr(owner, name, original[0])


def _original(current: Any) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = vars(getattr(current, "__func__", current)).get(_MARK) if current else None
    return found


def _called(owner: Any) -> str:
    module = getattr(owner, "__module__", "")
    return f"{module}.{owner.__name__}" if module else str(owner.__name__)
