"""What may give a request a session without being in the source? Imported dependencies, decorators and middleware."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from detachdoc.lifetime import models
from detachdoc.lifetime.alternatives import options
from detachdoc.lifetime.idioms import dependencies
from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.idioms.sessions import is_session_class
from detachdoc.lifetime.values import Args, ClassValue, Function, Library, LibraryObject, Method, Unknown, Value
from detachdoc.model.lifetime import Gap

if TYPE_CHECKING:
    from detachdoc.lifetime.idioms.dependencies import Depends
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.rows import Session
    from detachdoc.model.place import Place

#: Packages whose dependencies, decorators and middleware hand out no session of SQLAlchemy's.
_WITHOUT_SESSIONS = frozenset(
    {
        "aiocache", "asgi_correlation_id", "async_lru", "authlib", "backoff", "brotli_asgi", "cachetools", "ddtrace",
        "dependency_injector", "elasticapm", "fastapi", "fastapi_cache", "fastapi_limiter", "fastapi_pagination",
        "fastapi_utils", "injector", "itsdangerous", "jose", "jwt", "loguru", "opentelemetry", "passlib",
        "prometheus_client", "prometheus_fastapi_instrumentator", "pydantic", "pydantic_settings", "sentry_sdk",
        "slowapi", "starlette", "starlette_context", "starlette_exporter", "structlog", "tenacity", "typing_extensions",
        "uvicorn", "wrapt",
    }
)  # fmt: skip
_SESSION_NAMES = frozenset({"database", "db", "sess"})
_ENDINGS = ("annotated", "dependency", "depends", "dep")
#: Methods of a session by which an imported object with a session's name shows that it is one.
_VERBS = ("add", "add_all", "commit", "delete", "exec", "execute", "flush", "get", "merge", "query", "refresh",
          "scalar", "scalars", "stream")  # fmt: skip


def is_session_name(name: str) -> bool:
    """Whether code calls its sessions, or their types, like this: `db`, `read_session`, `AsyncSessionDep`."""
    plain = name.lower().replace("_", "")
    for ending in _ENDINGS:
        plain = plain.removesuffix(ending)
    return plain in _SESSION_NAMES or plain.endswith("session") or name.lower().endswith("_db")


def stand_in(m: Machine) -> Session:
    """The session that something outside the source hands to the request that is running; nobody sees it end."""
    for session in m.sessions:
        if session.phase == "unknown" and session.handed_out and session.request == m.request:
            return session
    made = m.new_session(None)
    made.phase, made.expires = "unknown", None
    made.kept = made.handed_out = True
    return made


def not_read(m: Machine, value: Value | None, where: Place | None) -> None:
    """Note something from outside the source that runs in this request: it may hand out a session."""
    name = _outside(value)
    if name:
        says = f"{name} is not in the source that was given, so whether it gives the request a session is not known"
        m.unread.append((m.request, Gap(where, says)))


def _outside(value: Value | None) -> str:
    """The name of something that is not the project's, and that may hand out sessions; empty if there is none."""
    for option, _ in options(value) if value is not None else ():
        target = option.target if isinstance(option, Method) else option
        if isinstance(target, Library | LibraryObject):
            root = target.name.split(".")[0]
            if root not in _WITHOUT_SESSIONS and root not in sys.stdlib_module_names:
                return target.name
    return ""


def decorators(m: Machine, function: Function) -> None:
    """Note the decorators of an endpoint or dependency that are not in the source."""
    if isinstance(function.node, ast.Lambda):
        return
    scope = function.scope or m.scope_of(function)
    for decorator in function.node.decorator_list:
        root: ast.expr = decorator
        while isinstance(root, ast.Call | ast.Attribute):
            root = root.func if isinstance(root, ast.Call) else root.value
        if isinstance(root, ast.Name):
            not_read(m, scope.find(root.id), m.place_in(function.module.path, decorator))


def injected(m: Machine, value: Value, depends: Depends, annotation: Value | None, name: str) -> Value:
    """What a dependency gave; when it could not be read, a session if it plainly is one, else a note."""
    if not _unknown(value):
        return value
    kind = annotation.type if isinstance(annotation, dependencies.Annotated) else annotation
    if is_session(m, annotation, name) or (_outside(depends.provider) and kind is None and is_session_name(name)):
        return stand_in(m)
    not_read(m, depends.provider, depends.where)
    holds_one = isinstance(kind, ClassValue) and not models.is_mapped(kind)
    if holds_one or isinstance(depends.provider, Unknown) or (kind is None and is_session_name(name)):
        says = f"what is injected as {name} could not be followed, so whether it holds a session is not known"
        m.unread.append((m.request, Gap(depends.where, says)))
    return value


def _unknown(value: Value) -> bool:
    return all(isinstance(option, Unknown | Library | LibraryObject | Method) for option, _ in options(value))


def is_session(m: Machine, annotation: Value | None, name: str) -> bool:
    """Whether a parameter plainly takes a session: by its type, or by the names it and its imported type have."""
    kind = annotation.type if isinstance(annotation, dependencies.Annotated) else annotation
    for option, _ in options(kind) if kind is not None else ():
        if isinstance(option, ClassValue):
            return is_session_class(m.library_base(option))
        if is_session_class(option):
            return True
        if _outside(option) and isinstance(option, Library):
            return is_session_name(option.last) or is_session_name(name)
    return False


def _of_imported_session(m: Machine, callee: Value, args: Args, node: ast.AST | None) -> Value | None:
    """`db.session.execute(...)` of an imported `db`: the request has that session."""
    if not m.request or not isinstance(callee, Library) or not _outside(callee):
        return None
    owner, _, verb = callee.name.rpartition(".")
    if callee.name.startswith("sqlalchemy") or not is_session_name(owner.rpartition(".")[2]):
        return None
    return m.call(Method(stand_in(m), verb), args, node)


IDIOM = Idiom(library=dict.fromkeys(_VERBS, _of_imported_session))
