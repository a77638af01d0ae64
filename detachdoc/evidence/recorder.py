"""What a recording says: the facts that answer the tree's questions, from the recorder's note in the message.

The note holds relations seen at run time (which request, task and session); what they mean for the six causes was
checked on runs of every cause on FastAPI 0.115 and 0.165 (tests/recorder).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.model.place import Place
    from detachdoc.model.report import ErrorReport, RecorderNote

_TAKEN_OUT = frozenset({"expunge", "expunge-all", "make-transient"})
_COPIED = frozenset({"copy", "unpickled"})
_ENDED_BY = {
    "block-exit": "block",
    "close": "close-call",
    "remove": "close-call",
    "invalidate": "close-call",
    "reset": "close-call",
    "dependency-teardown": "cleanup",
    "collected": "collected",
}
_BESIDE = frozenset({"background", "queue", "process"})
_SITES = frozenset({"background", "queue", "process", "task", "thread", "streaming", "serialisation"})


def facts(note: RecorderNote, error: ErrorReport) -> tuple[Fact, ...]:
    """Return what the recording proves about `error`, `source="recorder"`."""
    return tuple(_facts(note, error))


def _facts(note: RecorderNote, error: ErrorReport) -> Iterator[Fact]:
    by = note.detached_by
    if by is not None and by != "fixture-teardown":
        yield _fact("detached-by", by, note.detached, f"the note says: let go by {by}")
    if note.expired_by is not None:
        yield _fact("expired-by", note.expired_by, note.expired, f"the note says: expired by {note.expired_by}")
    site = _site(note)
    if site is not None and error.wrapped_in is None:
        yield _fact("access-site", site, note.used, "the running stack at the use")
    if by is not None:
        yield _journey(note, by)
        yield from _session(note, by)


def _site(note: RecorderNote) -> str | None:
    site = note.get("use-site")
    if site not in _SITES or (site in {"task", "thread"} and not _is_beside(note)):
        return None
    return site


def _journey(note: RecorderNote, by: str) -> Fact:
    how = _how_let_go(by)
    if by in _TAKEN_OUT:
        return _fact("journey", "taken-out", note.detached, how, how=how)
    if by == "deleted":
        return _fact("journey", "row-deleted", note.detached, how)
    if by == "fixture-teardown" or (note.get("made-for") == "fixture" and by == "dependency-teardown"):
        return _fact("journey", "test-fixture", note.detached, how)
    across = _across(note)
    if across is not None:
        return _fact("journey", "cached", note.loaded or note.detached, across, how=across)
    if _is_beside(note):
        beside = _how_beside(note)
        return _fact("journey", "handed-to-background", note.used, beside, how=beside)
    if by in _COPIED:
        return _fact("journey", "taken-out", note.detached, how, how=how)
    return _fact("journey", "straight", None, "loaded and used in the same request, task and thread")


def _across(note: RecorderNote) -> str | None:
    """How the object outlived its request, or its job; None when it did not, or when none was recorded."""
    use, kind = note.get("use-request"), note.get("use-kind")
    came, came_kind = _came(note)
    if use is None or kind is None:
        return None
    if note.detached_by == "unpickled" and note.loaded is None and note.through is None:
        return f"unpickled in request {use}, and not pickled in this process during it" if kind == "request" else None
    if came == "before" and kind == "request":
        return f"loaded before request {use} began, used in it"
    if came is None or not came.isdecimal() or came_kind != kind or int(came) >= int(use):
        return None
    return f"loaded in {kind} {came}, used in {kind} {use}"


def _came(note: RecorderNote) -> tuple[str | None, str | None]:
    """Number and kind of the request the object was loaded in; where it was let go, if that is unknown."""
    what = "load" if note.get("load-request") else "detach"
    return note.get(f"{what}-request"), note.get(f"{what}-kind")


def _is_beside(note: RecorderNote) -> bool:
    """Whether the use ran beside or after the request that loaded the object: in work that nobody in it waits for."""
    site = note.get("use-site")
    if _came(note)[1] == note.get("use-kind") == "job" and _came(note)[0] == note.get("use-request"):
        # Loaded, let go and used in one and the same job.
        return False
    if site == "background" and note.get("load-background"):
        # Loaded by the background task itself.
        return False
    if site in _BESIDE or note.get("use-kind") == "job":
        return True
    if note.get("use-request") == "none" and (note.get("load-request") or "").isdecimal():
        return site != "test"
    if note.get("use-over") and site != "test":
        # A stream, a background task and a middleware all run before the application has answered the server.
        return True
    if site not in {"task", "thread"}:
        return False
    loaded_elsewhere = any(note.get(key) for key in ("load-task", "load-thread", "detach-task", "detach-thread"))
    return note.detached_by == "dependency-teardown" or loaded_elsewhere


def _how_beside(note: RecorderNote) -> str:
    site, request = note.get("use-site"), note.get("load-request")
    loaded = f"loaded in request {request}, " if request and request.isdecimal() else ""
    words = {
        "background": "used by a background task",
        "queue": "used by a job of a queue",
        "process": "used in another process",
        "task": "used in an asyncio task of its own",
        "thread": "used in another thread",
    }
    return loaded + words.get(site or "", "used outside it")


def _session(note: RecorderNote, by: str) -> Iterator[Fact]:
    owner = _owner(note, by)
    if owner in {"request", "own", "shared"}:
        function = note.made.function if note.made and note.made.function else ""
        yield _fact("session-owner", owner, note.made, f"the session that let it go is {owner}", function=function)
    if note.get("load-background"):
        yield _fact("request-session", "no", None, "it was loaded by a background task, after the request's answer")
    elif note.other is not None:
        yield _fact("request-session", "yes", note.other, "another session was made in the same request")
    elif note.get("other-none"):
        yield _fact("request-session", "no", None, "no other session was made in the same request")
    if by in _ENDED_BY:
        ended = "cleanup" if by == "block-exit" and owner == "request" else _ENDED_BY[by]
        yield _fact("ended-by", ended, note.detached, f"let go by {by}")


def _owner(note: RecorderNote, by: str) -> str | None:
    """Whose the session was that let the object go: `request`, `own`, `shared`, or what else the note says."""
    owner = note.get("made-owner")
    if note.get("made-for") == "registry" and by in {"remove", "close"} and note.get("other-for") != "dependency":
        # Whoever asks a scoped_session first makes the session, but it is the request's until somebody ends it.
        return "request"
    in_script = note.get("use-request") == "none" and not (note.get("load-request") or "").isdecimal()
    if owner == "shared" and (by == "block-exit" or note.get("load-request") == "before" or in_script):
        # Made at module level, but for start-up alone, or for a script.
        return "own"
    return owner


def _how_let_go(by: str) -> str:
    return {
        "copy": "it is a copy",
        "unpickled": "it went through pickle",
        "fixture-teardown": "a fixture's cleanup",
    }.get(by, f"{by.replace('-', '_')}()")


def _fact(name: str, value: str, where: Place | None, reason: str, **words: str) -> Fact:
    return Fact(name, value, "recorder", where, tuple(words.items()), reason)
