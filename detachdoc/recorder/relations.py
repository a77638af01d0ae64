"""Compares the sessions of one request: whose was the one that let the object go, and did the request have another?

A session is somebody's own when the function that made it, or one running then, also ended it; the request's
when a dependency with `yield`, a middleware or a registry keeps it, or when it was made in one function and
ended in another.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from detachdoc.recorder.context import Request
    from detachdoc.recorder.tables import LetGo, SessionRecord

Owner = Literal["request", "own", "shared", "unknown"]

_KEPT = frozenset({"dependency", "middleware", "registry"})


def owner_of(let_go: LetGo) -> Owner:
    """Return whose the session was that let the object go."""
    record = let_go.session
    if record is None or record.origin.spot is None:
        return "unknown"
    if record.context.request == 0 and record.origin.spot.function == "<module>":
        return "shared"
    role = record.origin.role
    end = let_go.end
    if role == "middleware" or (role == "dependency" and end.by == "dependency-teardown"):
        return "request"
    if end.spot is None or end.by == "collected":
        return "own" if role == "function" else "request"
    ended_by_maker = any((spot.file, spot.function) in record.origin.chain for spot in (end.spot, end.via) if spot)
    return "own" if ended_by_maker else "request"


def request_session(request: Request | None, mine: SessionRecord | None) -> SessionRecord | None:
    """Return a session the request had besides `mine`; None when there was none."""
    if request is None or mine is None:
        return None
    others = [record for record in request.sessions if record is not mine]
    return next((record for record in others if _is_the_requests(record)), None) or next(
        (record for record in others if _overlaps(record, mine)), None
    )


def is_open(record: SessionRecord) -> bool:
    """Whether the session exists and has not been closed."""
    sessions = getattr(sys.modules.get("sqlalchemy.orm.session"), "_sessions", {})
    return record.end is None and record.number in sessions


def _is_the_requests(record: SessionRecord) -> bool:
    if record.origin.role not in _KEPT:
        return False
    return record.end is None or record.end.by not in {"block-exit", "close"} or record.origin.role != "dependency"


def _overlaps(record: SessionRecord, mine: SessionRecord) -> bool:
    """Whether `record` was open when `mine` was made, or is open now and another function's."""
    if record.made_at < mine.made_at and (record.end is None or record.ended_at > mine.made_at):
        return record.end is not None or is_open(record)
    return is_open(record) and record.origin.chain[:1] != mine.origin.chain[:1]
