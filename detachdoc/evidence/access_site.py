"""Where in the life of a request the object was used, from the frames around the failing line."""

from __future__ import annotations

from itertools import dropwhile
from typing import TYPE_CHECKING

from detachdoc.evidence.scene import innermost_app, is_in, place
from detachdoc.evidence.sites import ABOVE, BELOW, is_hop, matching
from detachdoc.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.evidence.scene import Scene
    from detachdoc.evidence.sites import Site
    from detachdoc.model.report import Frame

_WORK_BESIDE = frozenset({"thread", "process", "queue", "task"})
_TEMPLATE_FUNCTIONS = ("top-level template code", "block '", 'block "', "macro '")


def detect(scene: Scene) -> Iterator[Fact]:
    """Yield `access-site`, and `spawned-by-app` where the same stack shows who handed the work over."""
    value, reason, marker = _site(scene)
    frames = scene.stack
    index = innermost_app(frames)
    where = None if index is None else place(frames[index])
    yield Fact("access-site", value, "traceback", where, reason=reason)
    if value in _WORK_BESIDE and marker is not None:
        spawner = next((frame for frame in reversed(frames[:marker]) if frame.is_app), None)
        if spawner is not None:
            yield Fact("spawned-by-app", "yes", "traceback", place(spawner), reason="app frame above the hand-over")


def _site(scene: Scene) -> tuple[str, str, int | None]:
    """Return the site, how it was found, and the index of the frame that told."""
    if "interleaved" in scene.error.damage:
        return "unknown", "two tracebacks are woven into each other, so whose frames these are is a guess", None
    wrapper = scene.error.wrapped_in
    if wrapper is not None and wrapper.endswith("ResponseValidationError"):
        return "serialisation", "wrapped in ResponseValidationError", None
    frames = scene.stack
    index = innermost_app(frames)
    below = _below(frames, -1 if index is None else index)
    if below is not None:
        return below.value, f"{below.file} below the last app frame", None
    if index is None:
        return _from_headers(scene) or ("unknown", "no app frame", None)
    return _from_frames(scene, index)


def _from_frames(scene: Scene, index: int) -> tuple[str, str, int | None]:
    frames = scene.stack
    if (frames[index].function or "").startswith(_TEMPLATE_FUNCTIONS):
        return "template", "template function name", None
    if _resumed_on_exit(frames, index):
        return "dependency-teardown", "contextlib exit directly under FastAPI", None
    found = _nearest(frames, index)
    if found is not None and found[0] == "handler" and _is_websocket(frames):
        return "websocket", "websocket server frame above the handler", found[1]
    if found is not None and not (found[0] == "test" and _is_library_only(frames, found[1], index)):
        return found[0], f"frame {frames[found[1]].file}:{frames[found[1]].function}", found[1]
    return _from_headers(scene) or _without_marker(frames, index)


def _nearest(frames: Sequence[Frame], index: int) -> tuple[str, int] | None:
    for position in range(index - 1, -1, -1):
        if frames[position].is_app:
            continue
        site = matching(frames[position], ABOVE, app_follows=_app_follows(frames, position))
        if site is not None and not _is_only_the_server(frames, position, site):
            return site.value, position
    return None


def _is_only_the_server(frames: Sequence[Frame], position: int, site: Site) -> bool:
    """Servers, test clients and sync handlers run in threads too: a thread counts only next to the app's code."""
    return site.value in {"thread", "process"} and not _app_follows(frames, position)


def _app_follows(frames: Sequence[Frame], position: int) -> bool:
    """Whether the next frame, thread hops and frames of the same file aside, is the user's own."""
    here = frames[position].file
    for frame in frames[position + 1 :]:
        if frame.is_app:
            return True
        if not is_hop(frame) and frame.file != here:
            return False
    return False


def _below(frames: Sequence[Frame], index: int) -> Site | None:
    found = (matching(frame, BELOW, app_follows=True) for frame in frames[index + 1 :])
    return next((site for site in found if site is not None), None)


def _resumed_on_exit(frames: Sequence[Frame], index: int) -> bool:
    """A generator dependency is resumed by contextlib straight from FastAPI, with no frame of the app between."""
    seen_exit = False
    for frame in dropwhile(lambda one: one.is_app, reversed(frames[: index + 1])):
        if is_in(frame, "contextlib.py"):
            seen_exit = seen_exit or frame.function in {"__exit__", "__aexit__"}
        elif not is_hop(frame) and not is_in(frame, "fastapi/concurrency.py"):
            return seen_exit and frame.package == "fastapi"
    return False


def _is_websocket(frames: Sequence[Frame]) -> bool:
    return any("protocols/websockets/" in frame.file.replace("\\", "/") for frame in frames if not frame.is_app)


def _is_library_only(frames: Sequence[Frame], position: int, index: int) -> bool:
    """Under pytest, what runs below a web framework is not test code."""
    return any(frame.package in {"starlette", "fastapi", "flask", "werkzeug"} for frame in frames[position:index])


def _from_headers(scene: Scene) -> tuple[str, str, int | None] | None:
    for header in scene.error.headers:
        if "Task exception was never retrieved" in header:
            return "task", "asyncio's header", None
        if header.startswith("Exception in thread "):
            return "thread", "threading's header", None
        if "raised unexpected: " in header and header.startswith(("Task ", "[")):
            return "queue", "celery's header", None
    if any(block.link_to_next == "remote" for block in scene.error.blocks):
        return "process", "RemoteTraceback", None
    return None


def _without_marker(frames: Sequence[Frame], index: int) -> tuple[str, str, int | None]:
    name = frames[index].file.replace("\\", "/").rpartition("/")[2]
    if name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py":
        return "test", "name of the file", None
    if any(frame.package in {"starlette", "fastapi", "flask", "uvicorn"} for frame in frames[:index]):
        return "handler", "a web framework above", None
    if frames[0].function == "<module>":
        return "script", "the stack starts at a module", None
    return "unknown", "no telling frame", None
