"""What the detectors look at, and small questions about it that several of them ask."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from detachdoc.model.place import Place
from detachdoc.model.report import ErrorReport, Frame


class Scene(NamedTuple):
    """One error, and what is known about the machine it happened on."""

    error: ErrorReport
    #: As given with `--fastapi-version`.
    fastapi_version: str | None
    #: Package -> version from a lock file near the source.
    locked: Mapping[str, str]

    @property
    def stack(self) -> tuple[Frame, ...]:
        """The frames of the error, with those put back that another block of the chain shows above them.

        Python prints the traceback of a chained exception only from where it was caught; the exception that
        followed shows who had called. A member of an exception group starts at its task; the group shows who waited.
        """
        own = self.error.frames
        if not own or self.error.subject is None:
            return own
        for later in self.error.blocks[self.error.subject + 1 :]:
            for index, frame in enumerate(later.frames):
                if (frame.file, frame.function) == (own[0].file, own[0].function):
                    return later.frames[:index] + own
        return self._group_frames() + own

    def _group_frames(self) -> tuple[Frame, ...]:
        blocks, first = self.error.blocks, self.error.subject or 0
        while first > 0 and blocks[first - 1].link_to_next == "group":
            first -= 1
        return () if first == self.error.subject else blocks[first].frames

    def every_frame(self) -> Iterator[Frame]:
        """Yield the frames of the whole chain, in print order."""
        for block in self.error.blocks:
            yield from block.frames


def innermost_app(frames: Sequence[Frame]) -> int | None:
    """Return the index of the innermost frame in the user's own code."""
    return next((index for index in range(len(frames) - 1, -1, -1) if frames[index].is_app), None)


def is_in(frame: Frame, tail: str) -> bool:
    """Whether `frame` lies in the library file `tail`, e.g. `starlette/background.py`, on any system."""
    path = frame.file.replace("\\", "/")
    return not frame.is_app and (path.endswith("/" + tail) or path == tail)


def place(frame: Frame) -> Place:
    """Return where `frame` is."""
    return Place(frame.file, frame.line, function=frame.function, code=frame.code)
