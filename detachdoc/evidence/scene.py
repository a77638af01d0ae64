"""What the detectors look at, and small questions about it that several of them ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.model.place import Place
from detachdoc.model.report import ErrorReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.model.report import Frame


class Scene(NamedTuple):
    """One error, and what is known about the machine it happened on."""

    error: ErrorReport
    #: As given with `--fastapi-version`.
    fastapi_version: str | None
    #: Package -> version from a lock file near the source.
    locked: Mapping[str, str]

    @property
    def access_index(self) -> int | None:
        """Index in `error.frames` of the innermost frame in the user's own code."""
        own = [index for index, frame in enumerate(self.error.frames) if frame.is_app]
        return own[-1] if own else None

    def every_frame(self) -> Iterator[Frame]:
        """Yield the frames of the whole chain, in print order."""
        for block in self.error.blocks:
            yield from block.frames


def is_in(frame: Frame, tail: str) -> bool:
    """Whether `frame` lies in the library file `tail`, e.g. `starlette/background.py`, on any system."""
    path = frame.file.replace("\\", "/")
    return not frame.is_app and (path.endswith("/" + tail) or path == tail)


def place(frame: Frame) -> Place:
    """Return where `frame` is."""
    return Place(frame.file, frame.line, function=frame.function, code=frame.code)
