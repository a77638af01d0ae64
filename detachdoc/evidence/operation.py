"""What SQLAlchemy needed the session for, and whether another library swallowed its error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.evidence.scene import Scene

#: Bare name of the wrapping error -> value of the fact.
_WRAPPERS = {"ResponseValidationError": "fastapi", "ValidationError": "pydantic", "StatementError": "statement"}


def detect(scene: Scene) -> Iterator[Fact]:
    """Yield `operation` and `wrapped`."""
    error = scene.error
    yield Fact("operation", error.kind, "traceback", reason=f"message: {error.message[:80]}")
    if error.wrapped_in is not None:
        name = error.wrapped_in.rpartition(".")[2]
        yield Fact("wrapped", _WRAPPERS.get(name, "raised"), "traceback", reason=f"wrapped in {error.wrapped_in}")
    elif error.frames:
        yield Fact("wrapped", "raised", "traceback", reason="frames, and no wrapper")
    else:
        yield Fact("wrapped", "message-only", "traceback", reason="no frames in the text")
