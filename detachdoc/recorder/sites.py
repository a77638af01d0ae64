"""Finds who is to be told about the end of a session: the line that closed it, the block or the dependency it ended with.

What is looked for was measured on FastAPI 0.95 to 0.165: dependencies with `yield` are generators that
`contextlib` resumes, blocks are `__exit__` calls whose line is the line of the `with`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.files import APP, CONTEXTLIB, OTHER, SQLALCHEMY, kind_of, package_of
from detachdoc.recorder.frames import Spot, is_generator, key_of, nearest, outward, spot_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from types import FrameType

    from detachdoc.recorder.frames import Key

EXITS = frozenset({"__exit__", "__aexit__"})
#: Test runners that resume fixtures themselves.
TEST_RUNNERS = frozenset({"_pytest", "pytest", "pytest_asyncio"})
#: Dependency systems that resume generators themselves instead of through `contextlib`.
CONTAINERS = frozenset({"dependency_injector", "dishka", "taskiq_dependencies"})
#: A block's exit may call a method that closes; further away it is somebody else's block.
_CLIMB = 4
_APP_ONLY = frozenset({APP})
_APP_AND_INSTALLED = frozenset({APP, OTHER})


class End(NamedTuple):
    """Where a session let its objects go, and by what."""

    spot: Spot | None
    #: A `detached_by` value of `RecorderNote`, or `fixture-teardown`.
    by: str
    #: The line that called `close()` on behalf of `spot`, when a block's exit did it.
    via: Spot | None = None


def end_at(frame: FrameType | None, chain: Collection[Key], *, to_transient: bool = False) -> End:
    """Return where and by what a session lets its objects go.

    Args:
        frame: the caller of SQLAlchemy's choke point.
        chain: the app's functions that were running when the session was made.
        to_transient: as SQLAlchemy says it when a rollback undoes an insert.
    """
    found = nearest(frame)
    by = "rollback-new" if to_transient else _action(frozenset(_between(frame, found)))
    if found is None:
        return End(None, by)
    if by in {"close", "block-exit", "remove", "invalidate", "reset"}:
        return _blame(found, by, chain)
    return End(spot_of(found), by)


def end_of_block(frame: FrameType | None, chain: Collection[Key]) -> End:
    """Return the end of the block whose `__aexit__` is called by `frame`."""
    found = nearest(frame)
    return End(None, "block-exit") if found is None else _blame(found, "block-exit", chain)


def own_kinds(found: FrameType) -> frozenset[int]:
    """The kinds of files that are the user's, judged by the innermost frame of the app."""
    return _APP_ONLY if kind_of(found.f_code.co_filename) == APP else _APP_AND_INSTALLED


def beyond_contextlib(frame: FrameType, own: Collection[int]) -> FrameType | None:
    """Return the app's frame right outside the `contextlib` frames at `frame`; None when a library is there."""
    for outer in outward(frame):
        kind = kind_of(outer.f_code.co_filename)
        if kind in own:
            return outer
        if kind != CONTEXTLIB:
            return None
    return None


def _between(frame: FrameType | None, app: FrameType | None) -> Iterator[str]:
    """Names of the functions through which `app` reached the choke point."""
    for outer in outward(frame):
        if outer is app:
            return
        if kind_of(outer.f_code.co_filename) in {SQLALCHEMY, CONTEXTLIB}:
            yield outer.f_code.co_name


def _action(seen: frozenset[str]) -> str:
    if "_remove_snapshot" in seen:
        return "deleted"
    if "_close_impl" not in seen:
        for name in ("make_transient", "expunge", "expunge_all"):
            if name in seen:
                return name.replace("_", "-")
    if seen & EXITS:
        return "block-exit"
    return next((name for name in ("remove", "invalidate", "reset") if name in seen), "close")


def _blame(found: FrameType, by: str, chain: Collection[Key]) -> End:
    """Climb from the line that closes to the block or the dependency whose end it is."""
    own = own_kinds(found)
    current, via = found, None
    for _ in range(_CLIMB):
        owner, how = _owner(current, by, own, chain)
        if owner is None:
            return End(spot_of(current), how or by, via)
        via = via or spot_of(current)
        current, by = owner, "block-exit"
    return End(spot_of(current), by, via)


def _owner(
    frame: FrameType, by: str, own: Collection[int], chain: Collection[Key]
) -> tuple[FrameType | None, str]:
    """Return the frame whose block's exit runs `frame`; else None and what else ended it, `""` for nothing else."""
    ends_itself = by == "block-exit" or key_of(frame) in chain
    inner = frame
    for outer in outward(frame.f_back):
        kind = kind_of(outer.f_code.co_filename)
        if inner.f_code.co_name in EXITS:
            return (outer if kind in own else beyond_contextlib(outer, own)), ""
        if is_generator(inner) and kind not in own:
            return _resumed(outer, kind, own)
        if ends_itself or kind not in own:
            break
        inner = outer
    return None, ""


def _resumed(outer: FrameType, kind: int, own: Collection[int]) -> tuple[FrameType | None, str]:
    """Who resumed a generator to end it: a block of the app, a dependency system, a test runner."""
    if kind == CONTEXTLIB:
        if outer.f_code.co_name not in EXITS:
            return None, ""
        block = beyond_contextlib(outer, own)
        return block, "" if block else "dependency-teardown"
    package = package_of(outer.f_code.co_filename)
    if package in TEST_RUNNERS:
        return None, "fixture-teardown"
    return None, "dependency-teardown" if package in CONTAINERS else ""
