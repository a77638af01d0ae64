"""Where do the places of a recording lie in the project? A note names files and lines, and no code to confirm them by.

So a file must be the very one, or lie beside the traceback's files as it did where it was recorded, and the line must
still be in the function the note names.
"""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING, Any

from detachdoc.source.mapping import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.model.place import Place
    from detachdoc.model.report import Frame, RecorderNote
    from detachdoc.source.project import Project

#: The fields of a note that are places.
_PLACES = ("loaded", "detached", "expired", "made", "other", "used", "through")
#: Folders of one file: where it was recorded, and in the project.
_Move = tuple[tuple[str, ...], tuple[str, ...]]


def mapped(note: RecorderNote, frames: Sequence[Frame], project: Project) -> RecorderNote:
    """A note whose places are the project's: relative to its root and with their code; others stay as recorded.

    Args:
        note: as read from the message.
        frames: of the traceback the note stands in; those found in the project show where its other files are.
        project: the user's code.
    """
    moves = tuple(dict.fromkeys(_moves(frames, project)))
    places: dict[str, Any] = {name: getattr(note, name) for name in _PLACES}
    places |= {name: _mapped(place, moves, project) for name, place in places.items() if place}
    return note._replace(**places)


def _moves(frames: Sequence[Frame], project: Project) -> Iterator[_Move]:
    for frame in frames:
        found = project.locate(frame)
        if found is None or found.match not in {"confirmed", "moved"} or found.rivals:
            continue
        there, here = segments(frame.file), found.file.split("/")
        while there and here and there[-1] == here[-1]:
            there, here = there[:-1], here[:-1]
        yield tuple(there), tuple(here)


def _mapped(place: Place, moves: Sequence[_Move], project: Project) -> Place:
    for file in _files(place.file, moves, project):
        lines = project.lines(file) if file in project.file_set else ()
        if place.line and place.line <= len(lines) and _is_in(place, project.tree(file)):
            return place._replace(file=file, code=lines[place.line - 1].strip())
    return place


def _files(path: str, moves: Sequence[_Move], project: Project) -> Iterator[str]:
    root = os.path.join(project.root, "")
    real = os.path.realpath(path) if os.path.isabs(path) else ""
    if real.startswith(root):
        yield real[len(root) :].replace(os.sep, "/")
    parts = tuple(segments(path))
    for there, here in moves:
        if parts[: len(there)] == there:
            yield "/".join((*here, *parts[len(there) :]))


def _is_in(place: Place, tree: ast.Module | None) -> bool:
    """Whether the line is in a function of that name; names such as `<lambda>` are not looked for."""
    name = (place.function or "<").rpartition(".")[2]
    if name.startswith("<") or tree is None:
        return True
    named = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    line = place.line or 0
    return any(node.name == name and node.lineno <= line <= (node.end_lineno or 0) for node in named)
