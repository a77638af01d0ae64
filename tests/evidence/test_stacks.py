"""Real stacks of five FastAPI releases, recorded by record_stacks.py: the place and the era are told apart by names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detachdoc.evidence import access_site, versions
from detachdoc.evidence.scene import Scene
from detachdoc.model.report import Block, ErrorReport, Frame
from tests.tools import an_error

_STACKS = [json.loads(line) for line in Path(__file__).with_name("stacks.jsonl").read_text("utf-8").splitlines()]
_ERAS = {
    "0.95.2": "from-0.74",
    "0.105.0": "from-0.74",
    "0.115.12": "from-0.106",
    "0.118.0": "from-0.118",
    "0.165.0": "from-0.121",
}


def _name(stack: dict[str, object]) -> str:
    behind = "+middleware" if stack["behind_middleware"] else ""
    return f"{stack['fastapi']}{stack['path']}{behind}"


def _error(stack: dict[str, list[list[str]]], cut: int = 0) -> ErrorReport:
    frames = [
        Frame(
            f"/venv/lib/site-packages/{file}" if file != "app.py" else "/srv/app.py",
            10,
            function,
            is_app=file == "app.py",
            package=None if file == "app.py" or "/" not in file else file.partition("/")[0],
        )
        for file, function in stack["frames"]
    ]
    own = [index for index, frame in enumerate(frames) if frame.is_app]
    # The client that drives the app in this recording is not part of what a server would print.
    served = frames[own[0] + 1 :][cut:] if frames[own[0]].function == "ask" else frames
    return an_error(blocks=(Block("sqlalchemy.orm.exc.DetachedInstanceError", "", tuple(served)),))


@pytest.mark.parametrize("stack", _STACKS, ids=_name)
def test_the_place_of_use_is_told_by_the_frames_above_it(stack: dict[str, list[list[str]]]) -> None:
    [site] = [fact for fact in access_site.detect(Scene(_error(stack), None, {})) if fact.id == "access-site"]
    assert site.value == stack["site"], site.reason


@pytest.mark.parametrize("stack", _STACKS, ids=_name)
def test_the_era_of_fastapi_is_told_by_who_calls_whom(stack: dict[str, object]) -> None:
    found = [fact.value for fact in versions.detect(Scene(_error(stack), None, {})) if fact.id == "fastapi-era"]  # type: ignore[arg-type]
    expected = _ERAS[str(stack["fastapi"])]
    # Above a middleware nothing ever changed; before 0.106 neither did it above cleanup and exception handlers, and
    # a stream's own stack is cut off by its task group.
    old = expected == "from-0.74" and stack["site"] in {"dependency-teardown", "exception-handler", "streaming"}
    silent = stack["site"] == "middleware" or old
    assert found in ([expected], []) if silent else found == [expected]
