"""The three places, as far as the source or else the traceback shows them."""

from typing import NamedTuple

from detachdoc.model.lifetime import Gap, Lifetime
from detachdoc.model.place import Place
from detachdoc.model.report import ErrorReport


class Places(NamedTuple):
    """Where the object was loaded, let go and used; None where unknown."""

    load: Place | None
    detach: Place | None
    access: Place | None
    trace: tuple[Place, ...] = ()
    gaps: tuple[Gap, ...] = ()


def found(error: ErrorReport, lifetime: Lifetime | None) -> Places:
    """Return the places: traced in the source first, then recorded, then printed in the traceback."""
    load = lifetime.load if lifetime else None
    detach = lifetime.detach if lifetime else None
    printed = used(error)
    access = _underlined(lifetime.access, printed) if lifetime and lifetime.access else printed
    if error.recorder is not None:
        load = _recorded(error.recorder.loaded, load)
        detach = _recorded(error.recorder.detached, detach)
    return Places(
        load,
        detach,
        access,
        lifetime.trace if lifetime else (),
        lifetime.gaps if lifetime else (),
    )


def _recorded(recorded: Place | None, traced: Place | None) -> Place | None:
    """The recorded place; the traced one, which has the columns too, when both are the same line."""
    if recorded is None or (traced and (traced.file, traced.line) == (recorded.file, recorded.line)):
        return traced
    return recorded


def used(error: ErrorReport) -> Place | None:
    """Return the innermost line of the user's own code; the endpoint FastAPI names, when there is no such frame."""
    frame = error.access
    hint = error.endpoint
    in_response = error.wrapped_in is not None and error.wrapped_in.endswith("ResponseValidationError")
    if hint is not None and hint.file and (frame is None or in_response):
        return Place(hint.file, hint.line, function=hint.function)
    if frame is None:
        return None
    place = Place(frame.file, frame.line, function=frame.function, code=frame.code)
    return place._replace(column=frame.column, end_column=frame.end_column)


def _underlined(access: Place, printed: Place | None) -> Place:
    """A traced place with the columns the traceback underlines, if the tracing found none on the same line."""
    if access.column is not None or printed is None or printed.code != access.code:
        return access
    return access._replace(column=printed.column, end_column=printed.end_column)
