"""Writes the note that goes into the error message; `report/recorder_note.py` reads it back.

One line, no quotes, backslashes or angle brackets, and no space that matters, so that it survives `repr`, JSON, HTML
and hard wraps. Only places and names, never values.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.recorder.context import thread_name
from detachdoc.recorder.relations import Owner
from detachdoc.recorder.tables import Expiry, LetGo, Load, SessionRecord
from detachdoc.recorder.trails import NOWHERE
from detachdoc.recorder.uses import Use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.recorder.trails import Spot

START = "[detachdoc:"
_UNSAFE = re.compile(r"[\s;,\[\]%'\"<>&\\]")
#: Names of tasks and threads are the app's to choose; longer ones may hold values.
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.() -]{0,59}\Z")


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
    fields += _Writer(root, story.use).fields(story)
    return f" {START} {'; '.join(fields)}]"


class _Writer(NamedTuple):
    root: str
    use: Use

    def fields(self, story: Story) -> Iterator[str]:
        load, let_go, expiry, other = story.load, story.let_go, story.expiry, story.other
        if load is not None:
            new = ("as new object",) if load.is_new else ()
            yield self._field("loaded", load.spot, *new, *self._when(load))
        if let_go is not None:
            end = let_go.end
            via = (f"through {self._place(end.via)}",) if end.via else ()
            yield self._field("let go", end.spot, f"by {end.by}", *via, *self._when(let_go))
            if let_go.session is not None and let_go.session.trail is not NOWHERE:
                made = let_go.session.origin
                yield self._field("session made", made.spot, f"for {made.role}", f"owner {story.owner}")
        if expiry is not None:
            yield self._field("expired", expiry.spot, f"by {expiry.by}")
        if other is None:
            yield "no other session"
        else:
            yield self._field("other session made", other.origin.spot, f"for {other.origin.role}")
        yield self._field("used", self.use.spot, *self._use())

    def _use(self) -> Iterator[str]:
        yield "no request" if self.use.request is None else self._request(self.use.request.number)
        if self.use.task:
            yield f"task {_name(self.use.task)}"
        yield f"thread {_name(thread_name(self.use.thread))}"
        yield f"site {self.use.site}"

    def _when(self, event: Load | LetGo) -> Iterator[str]:
        """In which request, task and thread it was; task and thread only where the use was in another."""
        request, task, thread = event.here
        if request:
            yield self._request(request)
            began = self.use.request.background_at if self.use.request is not None else None
            if began is not None and event.at > began:
                yield "in background"
        elif self.use.request is not None:
            yield "before the request" if event.at < self.use.request.started else "outside the request"
        if task and task != self.use.task:
            yield f"task {_name(task)}"
        if thread and thread != self.use.thread:
            yield f"thread {_name(thread_name(thread))}"

    def _request(self, number: int) -> str:
        request = self.use.request
        is_over = request is not None and request.number == number and not request.is_running()
        return f"{'request' if number > 0 else 'job'} {abs(number)}{' over' if is_over else ''}"

    def _field(self, what: str, spot: Spot | None, *more: str) -> str:
        return ", ".join((f"{what} at {self._place(spot)}" if spot else f"{what} somewhere", *more))

    def _place(self, spot: Spot) -> str:
        file, line, function = spot
        path = file.replace("\\", "/")
        if self.root and path.startswith(self.root + "/"):
            path = path[len(self.root) + 1 :]
        return f"{_safe(path)}:{line} in {_safe(function.replace('<', '(').replace('>', ')'))}"


def _root(story: Story) -> str:
    """The folder all places have in common, the current one if possible."""
    folders = {os.path.dirname(spot[0].replace("\\", "/")) for spot in _spots(story)}
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


def _spots(story: Story) -> list[Spot]:
    found = [story.use.spot]
    found += [event.spot for event in (story.load, story.expiry) if event is not None]
    if story.let_go is not None:
        found += [story.let_go.end.spot, story.let_go.end.via]
        found.append(story.let_go.session.origin.spot if story.let_go.session is not None else None)
    found.append(story.other.origin.spot if story.other is not None else None)
    return [spot for spot in found if spot is not None]


def _name(name: str) -> str:
    return name if _PLAIN_NAME.match(name) else "unnamed"


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)
