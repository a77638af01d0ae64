"""Whose code a frame is, judged by folders."""

from __future__ import annotations

import pytest

from detachdoc.model.report import Block, Frame
from detachdoc.report.packages import Owner, claim_installed_app

LAMBDA = ["/var/task/starlette/routing.py", "/var/task/sqlalchemy/orm/attributes.py", "/var/task/httpx/_client.py"]


def judged(file: str, function: str = "f", beside: list[str] | None = None) -> Frame:
    frames = [Frame(other) for other in beside or []] + [Frame(file, 1, function)]
    return Owner(frames).judge(frames[-1])


@pytest.mark.parametrize("file", [
    "/usr/src/app/main.py", "/usr/local/app/main.py", "/srv/shop/lib/users.py", "/home/me/flask/views.py",
    "C:\\Users\\me\\shop\\app\\main.py", "app/main.py", "./app/main.py", "main.py", "/srv/shop/templates/receipt.html",
    "/home/me/python/app/main.py", "/srv/sqlalchemy/app.py", "<ipython-input-3-abc>", "Cell In[3]",
    "/tmp/ipykernel_812/123.py", "/app/src/library/models.py", "/opt/venv/app/main.py", "/code/tests/test_api.py",
])  # fmt: skip
def test_the_users_own_code(file: str) -> None:
    assert judged(file).is_app
    assert judged(file).package is None


@pytest.mark.parametrize(("file", "package"), [
    ("/usr/local/lib/python3.11/site-packages/sqlalchemy/orm/state.py", "sqlalchemy"),
    ("/usr/lib/python3/dist-packages/flask/app.py", "flask"),
    ("C:\\shop\\venv\\Lib\\site-packages\\fastapi\\routing.py", "fastapi"),
    ("../.venv/lib/python3.12/site-packages/anyio/to_thread.py", "anyio"),
    ("/usr/local/lib/python3.11/threading.py", "threading"),
    ("/root/.pyenv/versions/3.11.7/lib/python3.11/concurrent/futures/thread.py", "concurrent"),
    ("C:\\Python311\\Lib\\asyncio\\runners.py", "asyncio"),
    ("C:\\Users\\me\\AppData\\Local\\Programs\\Python\\Python311\\Lib\\contextlib.py", "contextlib"),
    ("/opt/conda/lib/python3.11/contextlib.py", "contextlib"),
    ("C:\\Users\\me\\.pyenv\\pyenv-win\\versions\\3.12.1\\Lib\\asyncio\\runners.py", "asyncio"),
    ("C:\\ProgramData\\Anaconda3\\envs\\web\\Lib\\contextlib.py", "contextlib"),
    ("/nix/store/abc-python3-3.11.7/lib/python3.11/threading.py", "threading"),
    ("/root/.pex/installed_wheels/abc/SQLAlchemy-2.0.58-cp311.whl/sqlalchemy/orm/state.py", "sqlalchemy"),
    ("pydantic/main.py", "pydantic"),
    ("asyncpg/protocol/protocol.pyx", "asyncpg"),
    ("lib/sqlalchemy/engine/_result_cy.py", "sqlalchemy"),
])  # fmt: skip
def test_a_librarys_code(file: str, package: str) -> None:
    assert judged(file) == Frame(file, 1, "f", is_app=False, package=package)


@pytest.mark.parametrize(
    "file", ["<string>", "<frozen runpy>", "<sqlalchemy generated _go() wrapper>", "/srv/.venv/bin/uvicorn"]
)
def test_nobodys_code(file: str) -> None:
    assert judged(file) == Frame(file, 1, "f", is_app=False, package=None)


def test_bundle_that_holds_app_and_libraries_side_by_side() -> None:
    assert judged("/var/task/shop/users.py", beside=LAMBDA).is_app
    assert judged("/var/task/anyio/to_thread.py", beside=LAMBDA).package == "anyio"


def test_relative_paths_of_an_error_tracker() -> None:
    beside = ["starlette/routing.py", "fastapi/routing.py", "concurrent/futures/thread.py"]
    assert judged("shop/users.py", beside=beside).is_app
    assert judged("anyio/to_thread.py", beside=beside).package == "anyio"
    assert judged("concurrent/futures/thread.py", beside=beside).package == "concurrent"


@pytest.mark.parametrize(("file", "function", "package"), [
    ("strategies.py", "_load_for_state", "sqlalchemy"), ("routing.py", "run_endpoint_function", "fastapi"),
    ("users.py", "count_orders", None), ("attributes.py", "my_own", None),
])  # fmt: skip
def test_bare_file_names_are_told_by_their_functions(file: str, function: str, package: str | None) -> None:
    assert judged(file, function).package == package


def block(*packages: str | None) -> Block:
    return Block("E", "", tuple(Frame(f"{name}.py", 1, "f", is_app=name is None, package=name) for name in packages))


def apps(*packages: str | None) -> list[str]:
    (claimed,) = claim_installed_app([block(*packages)])
    return [frame.file for frame in claimed.frames if frame.is_app]


def test_unknown_installed_package_among_frameworks_is_the_users() -> None:
    assert apps("uvicorn", "fastapi", "bookshop", "sqlalchemy") == ["bookshop.py"]


def test_unknown_installed_package_stays_a_library_when_there_is_code_of_the_user() -> None:
    assert apps("fastapi", None, "bookshop", "sqlalchemy") == ["None.py"]


def test_plugin_of_a_framework_is_not_taken_for_the_users() -> None:
    assert apps("fastapi", "fastapi_magic", "bookshop", "sqlalchemy") == ["bookshop.py"]
