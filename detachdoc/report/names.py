"""Which words are the name of an exception, and which bare names are SQLAlchemy's, pydantic's or FastAPI's.

Python prints `module.Type: message`; many tools drop the module. Dotted names are those of SQLAlchemy
1.3 to 2.1, pydantic 1 and 2 and FastAPI.
"""

from __future__ import annotations

import re

from detachdoc.patterns import pattern

DETACHED = "sqlalchemy.orm.exc.DetachedInstanceError"

#: A type at the start of a line, alone or followed by `:`. `<locals>` occurs in classes made by functions.
EXCEPTION_LINE = pattern(r"(?P<type>[^\W\d]\w*(?:\.(?:[^\W\d]\w*|<locals>))*)(?:: ?(?P<message>.*))?$", re.DOTALL)

#: `repr` of an exception, as logs and lists of frames end with.
EXCEPTION_REPR = pattern(r"""(?P<type>[^\W\d][\w.]{2,200})\((?P<quote>["'])(?P<message>.*)(?P=quote),?\)$""", re.DOTALL)

_SUFFIXES = (
    "Error", "Exception", "Warning", "Interrupt", "Exit", "Group", "Iteration", "Timeout", "Traceback",
    "Fault", "Failure", "Abort", "Aborted", "NotFound", "Cancelled", "Found", "Retry", "Ignore", "Reject",
    "Http404", "Denied", "Required", "Declined", "Deleted", "Errors", "MissingGreenlet",
)  # fmt: skip

_LEVELS = frozenset({
    "trace", "debug", "info", "information", "notice", "success", "warn", "warning", "error", "err", "critical",
    "fatal", "severe", "emerg", "alert", "panic", "level",
})  # fmt: skip

_DOTTED = {
    "sqlalchemy.orm.exc": (
        "DetachedInstanceError", "StaleDataError", "ObjectDeletedError", "UnmappedInstanceError",
        "UnmappedClassError", "UnmappedColumnError", "ObjectDereferencedError", "FlushError",
        "LoaderStrategyException", "ConcurrentModificationError", "UnmappedError", "MappedAnnotationError",
    ),
    "sqlalchemy.exc": (
        "MissingGreenlet", "StatementError", "PendingRollbackError", "InvalidRequestError",
        "IllegalStateChangeError", "NoResultFound", "MultipleResultsFound", "IntegrityError",
        "OperationalError", "ProgrammingError", "DataError", "DBAPIError", "InterfaceError", "InternalError",
        "NotSupportedError", "ArgumentError", "CompileError", "ResourceClosedError", "NoInspectionAvailable",
        "AsyncContextNotStarted", "AsyncMethodRequired", "SAWarning", "ObjectNotExecutableError",
        "UnboundExecutionError", "NoReferencedTableError", "NoForeignKeysError", "AmbiguousForeignKeysError",
        "NoSuchTableError", "DisconnectionError",
    ),
    "fastapi.exceptions": (
        "ResponseValidationError", "RequestValidationError", "FastAPIError", "WebSocketRequestValidationError",
    ),
}  # fmt: skip

_FULL = {name: f"{module}.{name}" for module, names in _DOTTED.items() for name in names}


def dotted(name: str) -> str:
    """The dotted type where only one library has a class of that bare name; else the name as it came."""
    return name if "." in name else _FULL.get(name, name)


def bare(name: str) -> str:
    """The class name without its module."""
    return name.rpartition(".")[2]


def is_detached(name: str) -> bool:
    """Whether the printed type is DetachedInstanceError, dotted or not, also when cut off (`DetachedInst...`)."""
    stem = name.rstrip(".…")
    short = bare(stem)
    if short == "DetachedInstanceError":
        return True
    known = 3 if stem.startswith("sqlalchemy.orm.exc.") else len("Detached")
    return stem != name and len(short) >= known and "DetachedInstanceError".startswith(short)


def looks_certain(name: str) -> bool:
    """Whether a name can hardly be anything but an exception: a known ending, or a dotted CamelCase class."""
    short = bare(name)
    if short.endswith(_SUFFIXES) and ("." in name or short.lower() not in _LEVELS):
        return True
    return "." in name and "/" not in name and short[:1].isupper() and not short.isupper() and len(short) > 2


def looks_possible(name: str) -> bool:
    """Whether a name may be an exception where Python would print one: CamelCase, or dotted lower case."""
    short = bare(name)
    if "." in name:
        return True
    if short.lower() in _LEVELS:
        return False
    return short[:1].isupper() and not short.isupper() and len(short) > 2
