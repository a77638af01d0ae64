"""Which FastAPI and SQLAlchemy ran, from options, paths, links, lock files and the names of frames."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from detachdoc.evidence.scene import is_in
from detachdoc.model.facts import Fact
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.evidence.scene import Scene
    from detachdoc.model.facts import Source
    from detachdoc.model.report import Frame

#: First FastAPI release of each era, newest first. Measured: adjacent releases on both sides were run.
_ERAS = (((0, 121), "from-0.121"), ((0, 118), "from-0.118"), ((0, 106), "from-0.106"), ((0, 74), "from-0.74"))

_RELEASE = pattern(r"(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?")
#: Wheels, unpacked archives, Nix and Bazel stores carry the version in the path: `fastapi-0.115.12`.
_IN_PATH = pattern(r"(?:^|[\\/_-])(fastapi|sqlalchemy)[-_=]{1,2}v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)", re.IGNORECASE)
#: `sqlalche.me/e/NN/`: the release line without its dot.
_LINKS = {"13": "1.3", "14": "1.4", "20": "2.0", "21": "2.1"}


def detect(scene: Scene) -> Iterator[Fact]:
    """Yield `fastapi-era` and `sqlalchemy-line` where something tells."""
    yield from _fastapi(scene)
    yield from _sqlalchemy(scene)


def fastapi_version(scene: Scene) -> tuple[str, str, Source] | None:
    """Return the exact FastAPI version, how it is known, and from which kind of evidence; None when unknown."""
    if scene.fastapi_version:
        return scene.fastapi_version, f"--fastapi-version {scene.fastapi_version}", "environment"
    in_path = _version_in_paths(scene, "fastapi")
    if in_path:
        return in_path, f"a path says {in_path}", "traceback"
    if "fastapi" in scene.locked and agrees(scene.locked["fastapi"], scene):
        return scene.locked["fastapi"], f"the lock file says {scene.locked['fastapi']}", "environment"
    return None


def release(scene: Scene) -> str | None:
    """The FastAPI version, or the first of the era that the frames show; None when nothing tells."""
    known = fastapi_version(scene)
    if known is not None:
        return known[0]
    era = _era_of_frames(scene)
    return next((f"{first[0]}.{first[1]}" for first, name in _ERAS if name == era), None)


def _fastapi(scene: Scene) -> Iterator[Fact]:
    known = fastapi_version(scene)
    if known is not None:
        version, how, source = known
        yield Fact("fastapi-era", _era(version), source, words=(("how", how),), reason=how)
        return
    era = _era_of_frames(scene)
    if era is not None:
        yield Fact("fastapi-era", era, "traceback", words=(("how", "its frames show it"),), reason="names of frames")


def agrees(version: str, scene: Scene) -> bool:
    """Whether `version` can be the one whose frames the traceback shows: a deployment may lag behind its lock file."""
    shown = _era_of_frames(scene)
    return shown in {None, _era(version)} or (shown == "from-0.118" and _era(version) == "from-0.121")


def _era(version: str) -> str:
    found = _RELEASE.match(version)
    if found is None:
        return "unknown"
    release = (int(found[1]), int(found[2]))
    return next((era for first, era in _ERAS if release >= first), "before-0.74")


def _era_of_frames(scene: Scene) -> str | None:
    """Judge by who calls whom; the shapes were compared on FastAPI 0.95.2, 0.105 to 0.121 and 0.165."""
    if scene.error.endpoint is not None:
        return "from-0.121"
    frames = list(scene.every_frame())
    if any(is_in(frame, "fastapi/telemetry/_asgi.py") or is_in(frame, "fastapi/background.py") for frame in frames):
        return "from-0.121"
    if any(_fastapi_answers(frame, below) for frame, below in pairwise(frames)):
        return "from-0.118"
    if not any(is_in(frame, "starlette/routing.py") and frame.function == "app" for frame in frames):
        return None
    if any(is_in(frame, "fastapi/middleware/asyncexitstack.py") for frame in frames):
        return "from-0.74"
    return "from-0.106" if any(is_in(frame, "starlette/middleware/exceptions.py") for frame in frames) else None


def _fastapi_answers(frame: Frame, below: Frame) -> bool:
    """Since 0.118 FastAPI sends the response itself; before, Starlette's router did."""
    sends = is_in(below, "starlette/_exception_handler.py") or is_in(below, "starlette/responses.py")
    return sends and is_in(frame, "fastapi/routing.py") and frame.function == "app"


def _sqlalchemy(scene: Scene) -> Iterator[Fact]:
    line, how = _LINKS.get(scene.error.sqlalchemy_link or "", ""), "the link in the message"
    source: Source = "traceback"
    if not line:
        version = _version_in_paths(scene, "sqlalchemy")
        if not version and "sqlalchemy" in scene.locked:
            version, source = scene.locked["sqlalchemy"], "environment"
        found = _RELEASE.match(version or "")
        line, how = (f"{found[1]}.{found[2]}", f"{version} is what was found") if found else ("", "")
    if line in _LINKS.values():
        yield Fact("sqlalchemy-line", line, source, words=(("how", how),), reason=how)


def _version_in_paths(scene: Scene, package: str) -> str | None:
    for frame in scene.every_frame():
        for name, version in _IN_PATH.findall(frame.file):
            if name.lower() == package:
                return str(version)
    return None
