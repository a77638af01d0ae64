"""Whether another exception of the same chain came first: a database error rolls back, and that expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.evidence.scene import Scene

#: SQLAlchemy's and the drivers' errors after which a session rolls back.
_DATABASE = frozenset(
    {
        "IntegrityError", "OperationalError", "ProgrammingError", "DataError", "DatabaseError", "InternalError",
        "InterfaceError", "DBAPIError", "PendingRollbackError", "FlushError", "StaleDataError", "UniqueViolation",
        "UniqueViolationError", "ForeignKeyViolation", "ForeignKeyViolationError", "NotNullViolation",
        "DeadlockDetected", "SerializationFailure",
    }
)  # fmt: skip


def detect(scene: Scene) -> Iterator[Fact]:
    """Yield `earlier-error` when the chain starts with another exception."""
    error = scene.error
    if error.subject is None or any(block.link_to_next in {"group", "remote"} for block in error.blocks):
        return
    earlier = [block.type for block in error.blocks[: error.subject]]
    names = [name.rpartition(".")[2] for name in earlier]
    database = next((full for full, name in zip(earlier, names, strict=True) if name in _DATABASE), None)
    if database is not None:
        yield Fact("earlier-error", "database", "traceback", words=(("type", database),), reason="chained exception")
    elif earlier and "DetachedInstanceError" not in names:
        yield Fact("earlier-error", "other", "traceback", words=(("type", earlier[-1]),), reason="chained exception")
