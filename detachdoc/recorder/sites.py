"""Understands how a session ended: the line that closed it, or the block or dependency whose end that was.

What is looked for was measured on FastAPI 0.95 to 0.165: dependencies with `yield` are generators that
`contextlib` resumes, blocks are `__exit__` calls whose line is the line of the `with`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.files import APP, CONTEXTLIB, OTHER, package_of
from detachdoc.recorder.trails import EXITS, GENERATOR, Spot, app_position, steps

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import CodeType

    from detachdoc.recorder.trails import Step, Trail

#: Test runners that resume fixtures themselves.
TEST_RUNNERS = frozenset({"_pytest", "pytest", "pytest_asyncio"})
#: Dependency systems that resume generators themselves instead of through `contextlib`.
CONTAINERS = frozenset({"dependency_injector", "dishka", "taskiq_dependencies"})
#: A block's exit may call a method that closes; further away it is somebody else's block.
_CLIMB = 4
#: What `contextlib.ContextDecorator` and its asynchronous twin put around a function.
_DECORATED = "inner"
_ENDS_SESSION = frozenset({"close", "block-exit", "remove", "invalidate", "reset"})


class End(NamedTuple):
    """Where a session let its objects go, and by what."""

    spot: Spot | None
    #: A `detached_by` value of `RecorderNote`, or `fixture-teardown`.
    by: str
    #: The line that closed on behalf of `spot`, when a block's exit did it.
    via: Spot | None = None
    #: Whether a function that was running when the session was made ended it.
    by_maker: bool = False


def end_of(trail: Trail, by: str, made: Collection[CodeType]) -> End:
    """Return where and by what a session let its objects go.

    Args:
        trail: from the caller of SQLAlchemy's choke point outward.
        by: what is known already, `""` for nothing.
        made: code of the app's functions that were running when the session was made.
    """
    found = steps(trail)
    position = app_position(found)
    by = by or _action([step.name for step in found[:position]])
    if position is None:
        return End(None, by)
    if by in _ENDS_SESSION:
        return _blame(found[position:], by, made)
    return End(found[position].spot, by, None, _is_in(found[position], made))


def own_kinds(innermost: Step) -> frozenset[int]:
    """The kinds of files that are the user's, judged by the innermost frame of the app."""
    return frozenset({APP}) if innermost.kind == APP else frozenset({APP, OTHER})


def is_generator(step: Step) -> bool:
    """Whether the frame runs a generator or an async generator."""
    return bool(step.code.co_flags & GENERATOR)


def beyond_contextlib(found: Sequence[Step], position: int, own: Collection[int]) -> int | None:
    """Return the index of the app's frame right outside `contextlib`'s at `position`; None when a library is there.

    None also for a context manager that stands above a function as a decorator: the caller of that has no block.
    """
    for outer in range(position, len(found)):
        if found[outer].kind in own:
            return outer
        if found[outer].kind != CONTEXTLIB or found[outer].name == _DECORATED:
            break
    return None


def _is_decorator(found: Sequence[Step], position: int) -> bool:
    """Whether `contextlib` at `position` wraps a function, as `@transaction()` does."""
    outer = position
    while outer < len(found) and found[outer].kind == CONTEXTLIB:
        if found[outer].name == _DECORATED:
            return True
        outer += 1
    return False


def _action(functions: list[str]) -> str:
    if "_close_impl" in functions:
        if not EXITS.isdisjoint(functions):
            return "block-exit"
        return next((name for name in ("remove", "invalidate", "reset") if name in functions), "close")
    if "_remove_snapshot" in functions:
        return "deleted"
    taken_out = ("make_transient", "expunge", "expunge_all")
    return next((name.replace("_", "-") for name in taken_out if name in functions), "close")


def _is_in(step: Step, codes: Collection[CodeType]) -> bool:
    # Code objects compare by content, which is not meant here.
    return any(code is step.code for code in codes)


def _blame(found: Sequence[Step], by: str, made: Collection[CodeType]) -> End:
    """Climb from the line that closes, `found[0]`, to the block or the dependency whose end it is."""
    own = own_kinds(found[0])
    by_maker = _is_in(found[0], made)
    current, via = 0, None
    for _ in range(_CLIMB):
        owner, how = _owner(found, current, own, climbs=not by_maker and by != "block-exit")
        if owner is None:
            return End(found[current].spot, how or by, via, by_maker)
        via = via or found[current].spot
        current, by, by_maker = owner, "block-exit", by_maker or _is_in(found[owner], made)
    return End(found[current].spot, by, via, by_maker)


def _owner(found: Sequence[Step], start: int, own: Collection[int], *, climbs: bool) -> tuple[int | None, str]:
    """Return the index of the frame whose block's exit runs `start`; else None, and what else ended it or `""`.

    Args:
        found: frames, innermost first.
        start: index of one of the app's.
        own: kinds of files that are the app's.
        climbs: whether callers of `start` may be the exit, and not that frame alone.
    """
    for inner in range(start, len(found) - 1):
        outer = found[inner + 1]
        if found[inner].name in EXITS:
            how = "block-exit" if _is_decorator(found, inner + 1) else ""
            return beyond_contextlib(found, inner + 1, own), how
        if is_generator(found[inner]) and outer.kind not in own:
            return _resumed(found, inner + 1, own)
        if not climbs or outer.kind not in own:
            break
    return None, ""


def _resumed(found: Sequence[Step], position: int, own: Collection[int]) -> tuple[int | None, str]:
    """Who resumed a generator to end it: a block of the app, a dependency system, a test runner."""
    step = found[position]
    if step.kind == CONTEXTLIB:
        if step.name not in EXITS:
            return None, ""
        if _is_decorator(found, position):
            return None, "block-exit"
        block = beyond_contextlib(found, position, own)
        return block, "" if block is not None else "dependency-teardown"
    package = package_of(step.code.co_filename)
    if package in TEST_RUNNERS:
        return None, "fixture-teardown"
    return None, "dependency-teardown" if package in CONTAINERS else ""
