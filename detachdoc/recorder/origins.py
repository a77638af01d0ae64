"""Understands where a session was made, and the role it has in a request: the request's own, or some function's.

A dependency with `yield` is a generator that `contextlib` enters for a framework; a middleware has the parameters of
ASGI, or is called by Starlette's BaseHTTPMiddleware (measured on FastAPI 0.95 to 0.165).
"""

from __future__ import annotations

from types import CodeType
from typing import TYPE_CHECKING, Literal, NamedTuple

from detachdoc.recorder.files import CONTEXTLIB, FRAMEWORK, package_of
from detachdoc.recorder.sites import CONTAINERS, TEST_RUNNERS, beyond_contextlib, is_generator, own_kinds
from detachdoc.recorder.trails import Spot, app_position, steps

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from detachdoc.recorder.trails import Step, Trail

#: `function` is any ordinary function: a helper, an endpoint, a dependency without `yield`.
Role = Literal["dependency", "middleware", "registry", "fixture", "function"]

_ENTRIES = frozenset({"__enter__", "__aenter__"})
#: Parameters of a pure ASGI middleware's `__call__`.
_ASGI = frozenset({"scope", "receive", "send"})


class Origin(NamedTuple):
    """Where a session was made."""

    spot: Spot | None
    role: Role
    #: Code of the app's functions that were running, innermost first.
    codes: tuple[CodeType, ...]


def origin_of(trail: Trail) -> Origin:
    """Return where a session was made, `trail` going outward from its constructor."""
    found = steps(trail)
    position = app_position(found)
    if position is None:
        return Origin(None, "function", ())
    own = own_kinds(found[position])
    through_registry = any(step.code.co_filename.endswith("scoping.py") for step in found[:position])
    role = "registry" if through_registry else _role(found[position:], own)
    return Origin(found[position].spot, role, tuple(step.code for step in found if step.kind in own))


def is_within(trail: Trail, codes: Sequence[CodeType]) -> bool:
    """Whether `trail` runs inside the outermost of `codes`, with no framework in between."""
    return bool(codes) and any(step.code is codes[-1] for step in steps(trail))


def _role(found: Sequence[Step], own: Collection[int]) -> Role:
    for position in range(1, len(found)):
        inner, outer = found[position - 1], found[position]
        if inner.kind not in own or outer.kind in own:
            continue
        if is_generator(inner):
            role = _role_of_generator(found, position, own)
            if role != "function":
                return role
        elif outer.kind == FRAMEWORK and _is_middleware(inner, outer):
            return "middleware"
    return "function"


def _role_of_generator(found: Sequence[Step], position: int, own: Collection[int]) -> Role:
    outer = found[position]
    if outer.kind == CONTEXTLIB:
        entered = outer.name in _ENTRIES and beyond_contextlib(found, position, own) is None
        return "dependency" if entered else "function"
    package = package_of(outer.code.co_filename)
    if package in TEST_RUNNERS:
        return "fixture"
    return "dependency" if package in CONTAINERS else "function"


def _is_middleware(function: Step, caller: Step) -> bool:
    if set(function.code.co_varnames[: function.code.co_argcount]) >= _ASGI:
        return True
    return "/starlette/middleware/base.py" in caller.code.co_filename.replace("\\", "/")
