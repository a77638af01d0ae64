"""Whether the coroutine of a task can have loaded the object itself, from the line asyncio says it begins at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.evidence.scene import innermost_app, place
from detachdoc.model.facts import Fact
from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.evidence.scene import Scene

#: `future: <Task finished name='Task-12' coro=<reindex() done, defined at /srv/notify.py:12> …`
_DEFINED = pattern(r"coro=<([\w.<>]{1,200})\(\) [^<>]{0,40}defined at ([^<>\n]{1,400}):(\d{1,7})>")

#: The `def` line and one more: a query and the end of its block do not fit in there.
_NO_ROOM = 2


def detect(scene: Scene) -> Iterator[Fact]:
    """Yield `entry` when the failing line follows the beginning of the task's coroutine at once."""
    frames = scene.stack
    index = innermost_app(frames)
    if index is None or frames[index].line is None:
        return
    used = frames[index]
    for header in scene.error.headers:
        for name, file, begins in _DEFINED.findall(header):
            same = name.rpartition(".")[2] == used.function and file.replace("\\", "/") == used.file.replace("\\", "/")
            if same and 0 < (used.line or 0) - int(begins) <= _NO_ROOM:
                words = (("how", f"line {begins}"), ("line", str(used.line)))
                yield Fact(
                    "entry", "no-room", "traceback", place(used), words, f"defined at {begins}, used at {used.line}"
                )
                return
