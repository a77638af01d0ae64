"""Compares the sessions of one request: whose was the one that let the object go, and did the request have another?

A session is somebody's own when the function that made it, or one running then, also ended it; the request's
when a dependency with `yield`, a middleware or a registry keeps it, or when it was made in one function and
ended in another. Of two that one dependency made (`use_cache=False`), the one still open is the request's.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from detachdoc.recorder.origins import is_within

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
    spot, role, codes = record.origin if record is not None else (None, None, ())
    if record is None or spot is None:
        return "unknown"
    if record.request == 0 and spot[2] == "<module>":
        return "shared"
    end = let_go.end
    if role == "middleware":
        return "own" if load is not None and is_within(load.trail, codes) else "request"
    if role == "dependency" and end.by == "dependency-teardown":
        second = other is not None and other.origin.role in _KEPT and is_open(other) and _same_maker(other, record)
        return "own" if second else "request"
    if end.by == "collected":
        return "own" if role == "function" else "request"
    return "own" if end.by_maker else "request"


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
    return record.ended_by in {None, "expunge-all"} and record in sessions


def _is_the_requests(record: SessionRecord, mine: SessionRecord) -> bool:
    """Whether `record` is kept for the request; one that was closed before `mine` was made was some step's own."""
    role = record.origin.role
    if role not in _KEPT:
        return False
    if record.ended_at is None:
        return True
    return record.ended_by == "dependency-teardown" if role == "dependency" else record.ended_at > mine.made_at


def _overlaps(record: SessionRecord, mine: SessionRecord) -> bool:
    """Whether `record` was open when `mine` was made, or is open now and another function's."""
    if record.ended_at is not None:
        return record.made_at < mine.made_at < record.ended_at
    return is_open(record) and (record.made_at < mine.made_at or not _same_maker(record, mine))


def _same_maker(record: SessionRecord, mine: SessionRecord) -> bool:
    codes, own = record.origin.codes, mine.origin.codes
    return bool(codes and own) and codes[0] is own[0]
