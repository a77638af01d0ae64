"""Writes the note that goes into the error message; `report/recorder_note.py` reads it back.

One line, no quotes, backslashes or angle brackets, and no space that matters, so that it survives `repr`, JSON, HTML
and hard wraps. Only places and names, never values.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.context import Context, thread_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detachdoc.recorder.frames import Spot
    from detachdoc.recorder.relations import Owner
    from detachdoc.recorder.tables import Expiry, LetGo, Load, SessionRecord
    from detachdoc.recorder.uses import Use

START = "[detachdoc:"
_UNSAFE = re.compile(r"[\s;,\[\]%'\"<>&\\]")
#: Names of tasks and threads are the app's to choose; longer ones may hold values.
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]{0,39}\Z")


class Story(NamedTuple):
    """All that is known about one failing use."""

    load: Load | None
    let_go: LetGo | None
    expiry: Expiry | None
    owner: Owner
    #: A session the request had besides the one that let the object go.
    other: SessionRecord | None
    use: Use


def write(story: Story) -> str:
    """Return ` [detachdoc: ...]`, to be put behind the message."""
    root = _root(story)
    fields = [f"under {_safe(root)}"] if root else []
    fields += _Writer(root, story.use.context).fields(story)
    return f" {START} {'; '.join(fields)}]"


class _Writer(NamedTuple):
    root: str
    #: Where the use happened; what is equal to it is not repeated.
    use: Context

    def fields(self, story: Story) -> Iterator[str]:
        if story.load is not None:
            new = ("as new object",) if story.load.is_new else ()
            yield self._field("loaded", story.load.spot, *new, *self._when(story.load.context, story.load.at, story.use))
        if story.let_go is not None:
            yield from self._let_go(story.let_go, story)
        if story.expiry is not None:
            yield self._field("expired", story.expiry.spot, f"by {story.expiry.by}")
        if story.other is not None:
            yield self._field("other session made", story.other.origin.spot, f"for {story.other.origin.role}")
        else:
            yield "no other session"
        yield self._field("used", story.use.spot, *self._use(story.use))

    def _let_go(self, let_go: LetGo, story: Story) -> Iterator[str]:
        end = let_go.end
        via = (f"through {self._place(end.via)}",) if end.via else ()
        yield self._field(
            "let go", end.spot, f"by {end.by}", *via, *self._when(let_go.context, let_go.at, story.use)
        )
        if let_go.session is not None and let_go.session.origin.spot is not None:
            record = let_go.session
            yield self._field("session made", record.origin.spot, f"for {record.origin.role}", f"owner {story.owner}")

    def _use(self, use: Use) -> Iterator[str]:
        yield _request(use.context.request, use)
        if use.context.task:
            yield f"task {_name(use.context.task)}"
        yield f"thread {_name(thread_name(use.context.thread))}"
        yield f"site {use.site}"

    def _when(self, context: Context, at: int, use: Use) -> Iterator[str]:
        if context.request:
            yield _request(context.request, use)
        elif use.request is not None:
            yield "before the request" if at < use.request.started else "outside the request"
        if context.task != self.use.task and context.task:
            yield f"task {_name(context.task)}"
        if context.thread != self.use.thread:
            yield f"thread {_name(thread_name(context.thread))}"

    def _field(self, what: str, spot: Spot | None, *more: str) -> str:
        return ", ".join((f"{what} at {self._place(spot)}" if spot else f"{what} somewhere", *more))

    def _place(self, spot: Spot) -> str:
        path = spot.file.replace("\\", "/")
        if self.root and path.startswith(self.root + "/"):
            path = path[len(self.root) + 1 :]
        function = spot.function.replace("<", "(").replace(">", ")")
        return f"{_safe(path)}:{spot.line} in {_safe(function)}"


def _request(number: int, use: Use) -> str:
    if not number:
        return "no request"
    if use.request is None or use.request.number != number:
        return f"request {number}"
    over = "" if use.request.is_running() else " over"
    return f"{use.request.kind} {number}{over}"


def _root(story: Story) -> str:
    """The folder all places have in common, the current one if possible."""
    folders = {os.path.dirname(spot.file.replace("\\", "/")) for spot in _spots(story)}
    if not folders or not all(os.path.isabs(folder) for folder in folders):
        return ""
    current = os.getcwd().replace("\\", "/")
    if len(current) > 1 and all((folder + "/").startswith(current + "/") for folder in folders):
        return current
    try:
        return os.path.commonpath(folders).replace("\\", "/").rstrip("/")
    except ValueError:
        # Windows: two drives have no folder in common.
        return ""


def _spots(story: Story) -> Iterable[Spot]:
    found = [story.use.spot, story.load and story.load.spot, story.expiry and story.expiry.spot]
    if story.let_go is not None:
        found += [story.let_go.end.spot, story.let_go.end.via]
        found.append(story.let_go.session and story.let_go.session.origin.spot)
    found.append(story.other and story.other.origin.spot)
    return [spot for spot in found if spot]


def _name(name: str) -> str:
    return name if _PLAIN_NAME.match(name) else "unnamed"


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)
