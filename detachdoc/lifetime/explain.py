"""Which of the rows read at the failing line explains the error? Only one that was detached and not loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime.guards import Guard, compatible
from detachdoc.lifetime.history import Event, Missing, Use, missing, state_at
from detachdoc.lifetime.hits import Hit
from detachdoc.lifetime.models import linearised, shape_of
from detachdoc.lifetime.rows import Entity, Session
from detachdoc.lifetime.values import ClassValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.lifetime.machine import Machine
    from detachdoc.model.lifetime import Gap

#: Phases that run beside or after a request.
TASKS = frozenset({"background", "task", "thread", "process", "queue"})
#: Phases of code that no request runs.
OUTSIDE = frozenset({"script", "test", "fixture"})
#: Phases in which much may run that is not seen, such as the requests that a test sends.
_PARTLY_SEEN = frozenset({"test", "fixture", "alone"})
#: Frames of these stand above whatever a request runs.
WEB = frozenset({"starlette", "fastapi", "uvicorn", "flask", "werkzeug"})
_OWN_LEAVING = frozenset({"expunge", "expunge-all", "make-transient", "make-detached", "copy", "pickle"})


class Explanation(NamedTuple):
    """How the row came to be detached, and why reading it needed SQL."""

    hit: Hit
    entity: Entity
    detached: Event
    session: Session | None
    expired: Event | None
    #: Whether nothing can have expired it between the load and the use.
    never_expired: bool
    missing: Missing
    merged: Event | None
    #: taken-out, cached, handed-to-background, straight, row-deleted or test-fixture.
    journey: str
    #: request or own.
    owner: str
    #: Whether the request has a session besides the one the row came from; None: not in a request, or not known.
    request_session: bool | None
    #: Larger is better: certainty, exactness, agreement with the stack.
    score: tuple[int, ...]


def explain(m: Machine) -> list[Explanation]:
    """Explanations of the error, the best first; empty when nothing that was seen explains it."""
    found: list[Explanation] = []
    for hit in m.hits:
        for certain in (True, False):
            made = _explanation(m, hit, certain=certain)
            if made is not None:
                found.append(made)
                break
    best = max((one.score for one in found), default=())
    kept = [one for one in found if one.score[:2] == best[:2]]
    return sorted(kept, key=lambda one: (_RANK[cause(one)], tuple(-part for part in one.score)))


def _explanation(m: Machine, hit: Hit, *, certain: bool) -> Explanation | None:
    entity = hit.entity
    name = _failing_name(m, entity, hit)
    if not _class_fits(m, entity) or name == "":
        return None
    guard = _without_exceptions(m, hit.guard)
    state = state_at(entity, guard, certain=certain, until=hit.time, use=use_of(hit))
    if state.session is not None or state.detached is None or state.transient:
        return None
    need = missing(entity, state, name)
    if need.needed is False or not _kind_fits(m, need):
        return None
    journey = _journey(entity, state.detached, hit, served=_is_served(m, hit))
    shared = _has_request_session(m, hit, state.last)
    owner = _owner(state.last, state.detached, hit, shared=shared)
    stack = _agreement(m, hit)
    score = (int(certain), int(need.needed is True), int(hit.exact), stack, hit.request)
    merged = state_at(entity, guard, certain=False, until=hit.time, use=use_of(hit)).merged
    return Explanation(
        hit, entity, state.detached, state.last, state.expired, not _may_expire(entity, hit), need, merged,
        journey, owner, shared, score,
    )  # fmt: skip


def use_of(hit: Hit) -> Use:
    """A hit as its row's history sees it."""
    return Use(hit.request, hit.place.ref)


def _without_exceptions(m: Machine, guard: Guard) -> Guard:
    """The branches taken to a use, when the traceback shows no other exception: none that ends a block was raised."""
    return guard if len(m.trail.error.blocks) > 1 else {**m.unraised, **guard}


def _may_expire(entity: Entity, hit: Hit) -> bool:
    """Whether anything that may have happened before the use can have expired the row."""
    sessions = {event.session for event in entity.events if event.session is not None}
    happened = [
        *entity.events,
        *(event for session in sessions for event in session.events if session.expires is not False),
    ]
    return any(
        event.kind in ("commit", "rollback", "expire", "make-detached")
        and event.time <= hit.time
        and compatible(event.guard, hit.guard)
        for event in happened
    )


def _failing_name(m: Machine, entity: Entity, hit: Hit) -> str | None:
    """The attribute that failed; empty when this read cannot be the one."""
    wanted = m.trail.attribute
    if hit.name is None or wanted is None:
        if wanted is None and hit.name is not None:
            kind = shape_of(entity.cls, hit.name).kind
            return "" if kind == "relationship" else hit.name
        return wanted
    return wanted if hit.name == wanted else ""


def _class_fits(m: Machine, entity: Entity) -> bool:
    wanted = m.trail.class_name
    if wanted is None or entity.cls is None:
        return True
    wanted = wanted.rsplit(".", 1)[-1]
    if any(each.name == wanted for each in linearised(entity.cls)):
        return True
    actual = m.trail.mapped_class(m)
    if isinstance(actual, ClassValue) and entity.cls in linearised(actual):
        entity.loaded_as, entity.cls = entity.loaded_as or entity.cls, actual
        return True
    return False


def _kind_fits(m: Machine, need: Missing) -> bool:
    """Whether the message's operation is the one this read would have needed."""
    kind = m.trail.error.kind
    if kind in ("unknown", "dynamic") or not need.kind or need.needed is None:
        return True
    return kind == need.kind or (kind == "deferred" and need.kind == "refresh")


def _journey(entity: Entity, detached: Event, hit: Hit, *, served: bool) -> str:
    if detached.kind == "delete":
        return "row-deleted"
    crossed = entity.request != hit.request
    if hit.phase == "test" and detached.phase == "fixture" and detached.kind in ("close", "collected"):
        return "test-fixture"
    if detached.kind == "send":
        return "handed-to-background"
    if detached.kind in _OWN_LEAVING and not (crossed and detached.kind in ("pickle", "copy")):
        return "taken-out"
    if hit.phase in TASKS and not (entity.phase in TASKS and entity.handed == hit.handed):
        return "handed-to-background"
    if crossed and (entity.queued or not served) and entity.phase not in {*OUTSIDE, "start-up"}:
        # Read by no later request: what a worker takes from a list was handed to it.
        return "handed-to-background"
    return "cached" if crossed else "straight"


def _is_served(m: Machine, hit: Hit) -> bool:
    """Whether the use belongs to a request; where nothing seen calls the code, the traceback's frames tell."""
    if hit.phase != "alone":
        return hit.phase not in OUTSIDE
    return any(frame.package in WEB for block in m.trail.error.blocks for frame in block.frames)


def _owner(session: Session | None, detached: Event, hit: Hit, *, shared: bool | None) -> str:
    if session is None or hit.phase in OUTSIDE:
        return "own"
    if session.scoped and shared:  # the request has another; this registry is a helper's own
        return "own"
    if session.handed_out or session.phase == "start-up":
        own_block = detached.how == "block" and session.phase not in ("dependency", "middleware")
        return "own" if own_block else "request"
    # The only session of a request, ended by a close() rather than a block, is the request's.
    only = shared is False and hit.phase not in TASKS and hit.phase != "alone"
    return "request" if only and detached.how == "close-call" else "own"


def _has_request_session(m: Machine, hit: Hit, own: Session | None) -> bool | None:
    if hit.request == 0:
        return None
    if hit.phase in TASKS and own is not None and own.phase in TASKS:
        return False
    others = [session for session in m.sessions if session is not own and session.request == hit.request]
    if any(session.handed_out for session in others):
        return True
    if not_read(m, hit) or any(session.phase == "unknown" for session in others):
        return None
    # Without the file of a caller, or of the application, what the request provides is not known.
    served = hit.phase not in OUTSIDE and hit.phase != "alone"
    return None if m.trail.unseen or (served and not m.apps) else False


def not_read(m: Machine, hit: Hit) -> list[Gap]:
    """What may have given the request a session besides the ones that were seen."""
    return list(dict.fromkeys(gap for request, gap in m.unread if request == hit.request))


def _agreement(m: Machine, hit: Hit) -> int:
    """How many of the traceback's innermost functions are on the simulated stack in the same order."""
    wanted = [step.node for step in m.trail.steps if step.node is not None]
    count = 0
    for one, other in zip(
        reversed(_without_repeats(wanted)), reversed(_without_repeats(list(hit.stack))), strict=False
    ):
        if one is not other:
            break
        count += 1
    return count


def _without_repeats(nodes: Sequence[object]) -> list[object]:
    return [node for at, node in enumerate(nodes) if at == 0 or node is not nodes[at - 1]]


_RANK = {
    "explicitly-expunged": 0, "used-across-requests": 1, "background-task": 2, "session-not-shared": 3,
    "context-block-exited": 4, "session-closed-by-dependency": 5, "row-deleted": 6, "test-fixture": 7,
}  # fmt: skip


def cause(one: Explanation) -> str:
    """The cause an explanation amounts to, by the rule of precedence."""
    by_journey = {
        "taken-out": "explicitly-expunged",
        "cached": "used-across-requests",
        "handed-to-background": "background-task",
        "row-deleted": "row-deleted",
        "test-fixture": "test-fixture",
    }
    if one.journey in by_journey:
        return by_journey[one.journey]
    if one.owner == "own":
        return "session-not-shared" if one.request_session else "context-block-exited"
    return "session-closed-by-dependency"


def why_not(m: Machine) -> list[str]:
    """Why none of the rows read at the failing line explains the error, in short sentences."""
    if not m.hits:
        return ["what is read here could not be followed back to a load"]
    reasons: set[str] = set()
    for hit in _fitting(m):
        guard = _without_exceptions(m, hit.guard)
        state = state_at(hit.entity, guard, certain=False, until=hit.time, use=use_of(hit))
        need = missing(hit.entity, state, m.trail.attribute)
        if state.session is not None:
            reasons.add(_NOT_SEEN if state.session.phase == "unknown" else _still_open(m))
        elif need.needed is False:
            reasons.add(f"as far as the source shows, it cannot fail here: {need.why}")
    return sorted(reasons) or ["no object of that class was seen being read here"]


_NOT_SEEN = "the session that loaded it comes from outside the source, so when it ends is not known"


def _still_open(m: Machine) -> str:
    if _unread(m):
        return "in the files that could be read, nothing ends its session before this line"
    return "as far as the source shows, its session is still open here"


def _unread(m: Machine) -> bool:
    """Whether a file that was asked for on the way could not be read."""
    return any(path in m.project.unread for path in m.project.parsed)


def _fitting(m: Machine) -> list[Hit]:
    """Reads at the failing line of rows of the class the message names."""
    return [hit for hit in m.hits if _class_fits(m, hit.entity) and _failing_name(m, hit.entity, hit) != ""]


def contradicted(m: Machine) -> bool:
    """Whether the source cannot raise the error.

    The failing line does not read the attribute any more, or it was reached with rows of known origin, none of which
    could raise it.
    """
    fitting = _fitting(m)
    return m.trail.no_longer_reads() or (
        bool(fitting)
        and not any(hit.phase in _PARTLY_SEEN for hit in fitting)
        and not _unread(m)
        and all(hit.entity.session is None or hit.entity.session.phase != "unknown" for hit in fitting)
    )


def crossed(m: Machine) -> bool:
    """Whether a row of an earlier request was read, but nothing had expired or emptied it yet."""
    return any(hit.entity.request != hit.request for hit in m.hits)
