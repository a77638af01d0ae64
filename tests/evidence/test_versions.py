"""FastAPI and SQLAlchemy versions, from options, paths, lock files and links."""

from __future__ import annotations

import pytest

from detachdoc.evidence import versions
from detachdoc.evidence.scene import Scene
from detachdoc.model.report import Block, EndpointHint, Frame
from tests.tools import an_error


def _facts(scene: Scene) -> dict[str, str]:
    return {fact.id: fact.value for fact in versions.detect(scene)}


@pytest.mark.parametrize(
    ("version", "era"),
    [
        ("0.65.3", "before-0.74"),
        ("0.73.0", "before-0.74"),
        ("0.74.0", "from-0.74"),
        ("0.105.0", "from-0.74"),
        ("0.106.0", "from-0.106"),
        ("0.117.1", "from-0.106"),
        ("0.118.0", "from-0.118"),
        ("0.120.4", "from-0.118"),
        ("0.121.0", "from-0.121"),
        ("1.0.0", "from-0.121"),
        ("0.118.0rc1", "from-0.118"),
        ("newest", "unknown"),
    ],
)
def test_flip_points_of_fastapi(version: str, era: str) -> None:
    assert _facts(Scene(an_error(), version, {}))["fastapi-era"] == era


@pytest.mark.parametrize(
    "path",
    [
        "/nix/store/abc-python3.11-fastapi-0.115.12/lib/python3.11/site-packages/fastapi/routing.py",
        "/root/.pex/installed_wheels/x/fastapi-0.115.12-py3-none-any.whl/fastapi/routing.py",
        r"C:\cache\fastapi-0.115.12\fastapi\routing.py",
    ],
)
def test_version_in_a_path(path: str) -> None:
    block = Block("DetachedInstanceError", "", (Frame(path, 1, "app", package="fastapi"),))
    assert _facts(Scene(an_error(blocks=(block,)), None, {}))["fastapi-era"] == "from-0.106"


def test_the_option_beats_the_path_and_the_path_beats_the_lock_file() -> None:
    block = Block("DetachedInstanceError", "", (Frame("/x/fastapi-0.100.0/fastapi/routing.py", 1, "app"),))
    locked = {"fastapi": "0.120.0"}
    assert versions.fastapi_version(Scene(an_error(blocks=(block,)), "0.65.0", locked))[0] == "0.65.0"  # type: ignore[index]
    assert versions.fastapi_version(Scene(an_error(blocks=(block,)), None, locked))[0] == "0.100.0"  # type: ignore[index]
    assert versions.fastapi_version(Scene(an_error(), None, locked))[0] == "0.120.0"  # type: ignore[index]
    assert versions.fastapi_version(Scene(an_error(), None, {})) is None


def test_frames_that_contradict_the_lock_file_win() -> None:
    hint = EndpointHint("/srv/app.py", 3, "show", "GET /")
    scene = Scene(an_error(endpoint=hint), None, {"fastapi": "0.115.12"})
    assert versions.fastapi_version(scene) is None
    assert _facts(scene)["fastapi-era"] == "from-0.121"


def test_the_endpoint_in_the_message_exists_since_0_124() -> None:
    hint = EndpointHint("/srv/app.py", 3, "show", "GET /")
    assert _facts(Scene(an_error(endpoint=hint), None, {}))["fastapi-era"] == "from-0.121"


@pytest.mark.parametrize(("link", "line"), [("13", "1.3"), ("14", "1.4"), ("20", "2.0"), ("21", "2.1")])
def test_sqlalchemy_line_from_the_link(link: str, line: str) -> None:
    assert _facts(Scene(an_error(sqlalchemy_link=link), None, {}))["sqlalchemy-line"] == line


def test_sqlalchemy_line_from_the_lock_file_without_a_link() -> None:
    assert _facts(Scene(an_error(sqlalchemy_link=None), None, {"sqlalchemy": "2.0.41"}))["sqlalchemy-line"] == "2.0"
    assert "sqlalchemy-line" not in _facts(Scene(an_error(sqlalchemy_link=None), None, {}))
