"""Compares the sessions of one request: whose was the one that let the object go, and did the request have another?

A session is somebody's own when the function that made it, or one running then, also ended it; the request's
when a dependency with `yield`, a middleware or a registry keeps it, or when it was made in one function and
ended in another. Of two that dependencies keep, the one still open is the request's.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from detachdoc.recorder.context import Request
    from detachdoc.recorder.tables import LetGo, Load, SessionRecord

Owner = Literal["request", "own", "shared", "unknown"]

_KEPT = frozenset({"dependency", "middleware", "registry"})


def owner_of(let_go: LetGo, load: Load | None, other: SessionRecord | None) -> Owner:
    """Return whose the session was that let the object go.

    Args:
        let_go: the object's end in its session.
        load: the query that loaded it.
        other: another session of the request, from `request_session`.
    """
    record = let_go.session
    if record is None or record.origin.spot is None:
        return "unknown"
    if record.context.request == 0 and record.origin.spot.function == "<module>":
        return "shared"
    role = record.origin.role
    end = let_go.end
    if role == "middleware":
        return "own" if load is not None and load.by_maker else "request"
    if role == "dependency" and end.by == "dependency-teardown":
        return "own" if other is not None and other.origin.role in _KEPT and is_open(other) else "request"
    if end.spot is None or end.by == "collected":
        return "own" if role == "function" else "request"
    ended_by_maker = any((spot.file, spot.function) in record.origin.chain for spot in (end.spot, end.via) if spot)
    return "own" if ended_by_maker else "request"


def request_session(request: Request | None, mine: SessionRecord | None) -> SessionRecord | None:
    """Return a session the request had besides `mine`; None when there was none."""
    if request is None or mine is None:
        return None
    others = [record for record in request.sessions if record is not mine]
    return next((record for record in others if _is_the_requests(record, mine)), None) or next(
        (record for record in others if _overlaps(record, mine)), None
    )


def is_open(record: SessionRecord) -> bool:
    """Whether the session exists and has not been closed."""
    sessions = getattr(sys.modules.get("sqlalchemy.orm.session"), "_sessions", {})
    return record.end is None and record.number in sessions


def _is_the_requests(record: SessionRecord, mine: SessionRecord) -> bool:
    """Whether `record` is kept for the request; one that was closed before `mine` was made was some step's own."""
    if record.origin.role not in _KEPT:
        return False
    if record.origin.role == "dependency" and record.end is not None:
        return record.end.by == "dependency-teardown"
    return record.end is None or record.ended_at > mine.made_at


def _overlaps(record: SessionRecord, mine: SessionRecord) -> bool:
    """Whether `record` was open when `mine` was made, or is open now and another function's."""
    if record.made_at < mine.made_at and (record.end is None or record.ended_at > mine.made_at):
        return record.end is not None or is_open(record)
    return is_open(record) and record.origin.chain[:1] != mine.origin.chain[:1]
