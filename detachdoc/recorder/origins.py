"""Finds where a session is made, and the role it has in a request: the request's own, or some function's.

A dependency with `yield` is a generator that `contextlib` enters for a framework; a middleware has the parameters of
ASGI, or is called by Starlette's BaseHTTPMiddleware (measured on FastAPI 0.95 to 0.165).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from detachdoc.recorder.files import APP, BOUNDARY, CONTEXTLIB, FRAMEWORK, SQLALCHEMY, kind_of, package_of
from detachdoc.recorder.frames import Spot, is_generator, key_of, nearest, outward, spot_of
from detachdoc.recorder.sites import CONTAINERS, TEST_RUNNERS, beyond_contextlib, own_kinds

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import FrameType

    from detachdoc.recorder.frames import Key

#: `function` is any ordinary function: a helper, an endpoint, a dependency without `yield`.
Role = Literal["dependency", "middleware", "registry", "fixture", "function"]

_ENTRIES = frozenset({"__enter__", "__aenter__"})
#: Parameters of a pure ASGI middleware's `__call__`.
_ASGI = frozenset({"scope", "receive", "send"})
#: Functions remembered per session.
_CHAIN = 12


class Origin(NamedTuple):
    """Where a session was made."""

    spot: Spot | None = None
    role: Role = "function"
    #: The app's functions that were running, innermost first.
    chain: tuple[Key, ...] = ()


def origin_at(frame: FrameType | None) -> Origin:
    """Return where a session is made, `frame` being the caller of its constructor."""
    found = nearest(frame)
    if found is None:
        return Origin()
    own = own_kinds(found)
    role: Role = "registry" if _through_registry(frame, found) else "function"
    chain: list[Key] = []
    inner = found
    for outer in outward(found):
        kind = kind_of(outer.f_code.co_filename)
        if role == "function" and outer is not found:
            role = _role(inner, outer, kind, own)
        if kind in {FRAMEWORK, BOUNDARY} or len(chain) == _CHAIN:
            break
        if kind in own:
            chain.append(key_of(outer))
        inner = outer
    return Origin(spot_of(found), role, tuple(chain))


def is_within(frame: FrameType | None, origin: Origin) -> bool:
    """Whether `frame` runs inside the outermost function that made the session, with no framework in between."""
    for outer in outward(frame):
        if key_of(outer) == origin.chain[-1]:
            return True
        if kind_of(outer.f_code.co_filename) in {FRAMEWORK, BOUNDARY}:
            return False
    return False


def _through_registry(frame: FrameType | None, found: FrameType) -> bool:
    for outer in outward(frame):
        if outer is found:
            return False
        name = outer.f_code.co_filename
        if name.endswith("scoping.py") and kind_of(name) == SQLALCHEMY:
            return True
    return False


def _role(inner: FrameType, outer: FrameType, kind: int, own: Collection[int]) -> Role:
    """What `outer`, the caller of `inner`, makes of the code that is making a session."""
    if kind_of(inner.f_code.co_filename) not in own or kind == APP:
        return "function"
    package = package_of(outer.f_code.co_filename)
    if is_generator(inner):
        return _role_of_generator(outer, kind, package, own)
    return "middleware" if kind == FRAMEWORK and _is_middleware(inner, outer) else "function"


def _role_of_generator(outer: FrameType, kind: int, package: str, own: Collection[int]) -> Role:
    if kind == CONTEXTLIB:
        entered = outer.f_code.co_name in _ENTRIES and beyond_contextlib(outer, own) is None
        return "dependency" if entered else "function"
    if package in TEST_RUNNERS:
        return "fixture"
    return "dependency" if package in CONTAINERS else "function"


def _is_middleware(function: FrameType, caller: FrameType) -> bool:
    code = function.f_code
    if _ASGI <= set(code.co_varnames[: code.co_argcount]):
        return True
    return "/starlette/middleware/base.py" in caller.f_code.co_filename.replace("\\", "/")
