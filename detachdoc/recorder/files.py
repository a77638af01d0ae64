"""Tells whose code a file name belongs to: the app's, SQLAlchemy's, a framework's or another library's.

Package folders are named by Python's own `site` module; the sets of names are libraries that stand between
an app and its session.
"""

from __future__ import annotations

import contextlib
import os
import sys

#: The user's own code.
APP = 0
#: SQLAlchemy and thin layers over it.
SQLALCHEMY = 1
#: `contextlib`, which resumes generators and closes what it was given.
CONTEXTLIB = 2
#: Any other library that is not the user's.
LIBRARY = 3
#: A package below site-packages that is no known library: an installed app, or a small library.
OTHER = 4
#: What calls an app: servers, web frameworks, job queues, test runners.
FRAMEWORK = 5
#: Where a thread's or a task's own work begins: worker threads and event loops.
BOUNDARY = 6

_SQLALCHEMY = frozenset({"sqlalchemy", "sqlmodel", "greenlet", "flask_sqlalchemy", "async_sqlalchemy"})
_FRAMEWORKS = frozenset(
    {
        "_pytest", "aiohttp", "dishka", "django", "fastapi", "flask", "gunicorn", "hypercorn", "litestar", "pluggy",
        "pytest", "pytest_asyncio", "quart", "sanic", "starlette", "strawberry", "tornado", "uvicorn", "werkzeug",
    }
)  # fmt: skip
#: Job queues among them: an app calls them to send a job, and they call it to run one.
_LIBRARIES = frozenset(
    {
        "advanced_alchemy", "alembic", "anyio", "apscheduler", "arq", "asyncpg", "aiosqlite", "billiard", "cachetools",
        "celery", "click", "cloudpickle", "dependency_injector", "dill", "dramatiq", "eventlet", "factory",
        "fastapi_pagination", "gevent", "graphene", "httpx", "huey", "injector", "jinja2", "joblib", "kombu", "loguru",
        "mako", "marshmallow", "msgpack", "opentelemetry", "psycopg", "pydantic", "pydantic_core", "redis", "rq",
        "sentry_sdk", "structlog", "taskiq", "tenacity", "trio", "typer", "uvloop", "wrapt",
    }
)  # fmt: skip
#: They carry a call into a worker thread for whoever calls them.
_CARRIERS = ("/starlette/concurrency.py", "/fastapi/concurrency.py")
_PACKAGE_FOLDERS = ("/site-packages/", "/dist-packages/", "/__pypackages__/")
_BOUNDARIES = (
    "/anyio/_backends/_asyncio.py", "/concurrent/futures/thread.py", "/asyncio/events.py", "/asyncio/base_events.py",
    "/asyncio/runners.py", "/uvloop/__init__.py", "/uvicorn/server.py", "/uvicorn/_compat.py", "/uvicorn/workers.py",
)  # fmt: skip
#: More distinct file names than this only come from generated code; forgetting them costs a little time.
_REMEMBERED = 8192

_stdlib = os.path.dirname(os.__file__).replace("\\", "/") + "/"
_own = os.path.dirname(os.path.abspath(__file__)).replace("\\", "/") + "/"
_contextlib = contextlib.__file__.replace("\\", "/")


#: What `kind_of` has worked out, for the walks that cannot afford a call per frame.
KINDS: dict[str, int] = {}


def kind_of(name: str) -> int:
    """Return whose code `name`, a `co_filename`, is: one of the constants of this module."""
    kind = KINDS.get(name)
    if kind is None:
        if len(KINDS) >= _REMEMBERED:
            KINDS.clear()
        kind = KINDS[name] = _classify(name.replace("\\", "/"))
    return kind


def package_of(name: str) -> str:
    """Return the import name of the installed package that `name` lies in, `""` for none."""
    path = name.replace("\\", "/")
    for folder in _PACKAGE_FOLDERS:
        _, found, rest = path.rpartition(folder)
        if found:
            return rest.split("/", 1)[0].removesuffix(".py")
    return ""


def _classify(path: str) -> int:
    if path.startswith("<"):
        return APP if path.startswith(("<stdin>", "<ipython-input", "<console>")) else LIBRARY
    if path == _contextlib:
        return CONTEXTLIB
    if path.endswith(_BOUNDARIES):
        return BOUNDARY
    package = package_of(path)
    if package and not path.endswith(_CARRIERS):
        return _of_package(package)
    if package or path.startswith((_stdlib, _own)) or _is_script(path):
        return LIBRARY
    return APP


def _of_package(package: str) -> int:
    if package in _SQLALCHEMY:
        return SQLALCHEMY
    if package in _FRAMEWORKS:
        return FRAMEWORK
    return LIBRARY if package in _LIBRARIES else OTHER


def _is_script(path: str) -> bool:
    """Whether `path` is a console script such as `bin/uvicorn`, which pip wrote."""
    return path.startswith(sys.prefix.replace("\\", "/")) and os.path.basename(os.path.dirname(path)) in {
        "bin",
        "Scripts",
    }
