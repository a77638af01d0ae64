"""Turns the best explanation into places, facts and the journey; turns none into honest gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime.explain import Explanation, cause, contradicted, not_read, why_not
from detachdoc.lifetime.handing import handed_over, not_handed
from detachdoc.model.facts import Fact
from detachdoc.model.lifetime import Gap, Lifetime
from detachdoc.model.place import Place

if TYPE_CHECKING:
    from detachdoc.lifetime.machine import Machine

#: Providers named that may have given the request a session.
_MAX_UNREAD = 5
#: What was running -> the tree's word for it.
_SITES = {
    "handler": "handler", "request": "handler", "dependency": "dependency-body", "serialisation": "serialisation",
    "dependency-teardown": "dependency-teardown", "streaming": "streaming", "background": "background",
    "task": "task", "thread": "thread", "process": "process", "queue": "queue", "middleware": "middleware",
    "exception-handler": "exception-handler", "test": "test", "fixture": "test", "script": "script",
}  # fmt: skip


def conclude(m: Machine, found: list[Explanation], *, stopped: bool) -> Lifetime:
    """The result of tracing one error.

    Args:
        m: the machine that simulated the program.
        found: explanations of the error, best first.
        stopped: whether the step budget ran out.
    """
    gaps = _gaps(m, stopped=stopped)
    access = _access(m, found)
    if not found or _contradictory(found):
        against = not found and not stopped and contradicted(m)
        steps = m.trail.steps
        untraced = not_handed(m, steps) or (m.trail.watch is not None and not handed_over(steps))
        gaps = (*_why_not(m, found, access), *gaps)
        return Lifetime(None, None, access, (), (), gaps, contradicted=against, untraced=untraced)
    best = found[0]
    if best.owner == "own" and best.request_session is None:
        gaps = (*not_read(m, best.hit)[:_MAX_UNREAD], *gaps)
    return Lifetime(best.entity.load, best.detached.place, access, _journey(m, best, access), _facts(m, best), gaps)


def _contradictory(found: list[Explanation]) -> bool:
    """Whether equally good explanations that exclude each other name different causes."""
    first = found[0]
    rivals = [one for one in found[1:] if one.score == first.score and cause(one) != cause(first)]
    return any(one.entity is not first.entity and one.hit.place == first.hit.place for one in rivals) and not _chosen(
        first
    )


def _chosen(first: Explanation) -> bool:
    """Precedence decides between causes that both fit."""
    return cause(first) in ("explicitly-expunged", "used-across-requests", "background-task")


def _access(m: Machine, found: list[Explanation]) -> Place | None:
    template = m.trail.template
    if template is not None:
        return _line(m, template.file, template.line, template.frame.function)
    if found:
        place = found[0].hit.place
        if m.trail.watch is None or not m.trail.steps:
            return place
        return place if place.line == m.trail.watch.line else _watched(m) or place
    return _watched(m)


def _watched(m: Machine) -> Place | None:
    """The failing line as the traceback gives it."""
    watch = m.trail.watch
    if watch is None:
        return None
    return _line(m, watch.file, watch.line, m.trail.steps[-1].frame.function)


def _line(m: Machine, file: str, line: int, function: str | None) -> Place:
    lines = m.project.lines(file)
    text = lines[line - 1] if line <= len(lines) else ""
    start = len(text) - len(text.lstrip())
    return Place(file, line, None, function, text.strip(), "", start, len(text.rstrip()))


def _facts(m: Machine, best: Explanation) -> tuple[Fact, ...]:
    facts = [_fact("journey", best.journey, _journey_place(best), _JOURNEYS[best.journey])]
    if (
        best.journey not in ("row-deleted", "test-fixture")
        and best.session is not None
        and best.session.phase != "unknown"
    ):
        facts.extend(_owner_facts(best))
    facts.extend(_ended(best))
    facts.extend(_expired(best))
    if best.merged is not None:
        value = best.merged.kind.removeprefix("merge-")
        facts.append(
            _fact("merge-result", value, best.merged.place, f"merge() was called on it and its result {value}")
        )
    site = "template" if m.trail.template is not None else _SITES.get(best.hit.phase, "unknown")
    if site != "unknown":
        facts.append(_fact("access-site", site, best.hit.place, f"the simulated run reads it during {best.hit.phase}"))
    if best.session is not None and best.session.phase != "unknown":
        mode = "async" if best.session.asynchronous else "sync"
        facts.append(_fact("mode", mode, best.session.origin, "by the kind of session made there"))
    if m.trail.error.kind == "unknown" and best.missing.kind:
        facts.append(_fact("operation", best.missing.kind, best.hit.place, best.missing.why))
    return (*facts, *_order(m, best))


def _order(m: Machine, best: Explanation) -> list[Fact]:
    """Whether FastAPI's order of cleanup is part of the reason: not when the application's own code let the row go."""
    if best.hit.phase not in ("streaming", "background", "middleware"):
        return []
    if best.hit.phase == "middleware" and _is_plain_asgi(m):
        reason = "plain ASGI middleware goes on after the cleanup in every version"
        return [_fact("teardown-order", "unknown", best.hit.place, reason)]
    if best.detached.how == "cleanup":
        reason = "in the order of this FastAPI version"
        return [_fact("teardown-order", "cleanup-first", best.detached.place, reason)]
    return [_fact("teardown-order", "unknown", best.detached.place, "not a dependency's cleanup lets it go, but this")]


def _is_plain_asgi(m: Machine) -> bool:
    """Whether the frames show middleware that no `call_next` of Starlette's runs; measured on 0.115.12 and 0.165.0."""
    frames = [frame for frame in m.trail.error.frames if frame.package == "starlette"]
    return bool(frames) and not any(frame.file.replace("\\", "/").endswith("middleware/base.py") for frame in frames)


_JOURNEYS = {
    "taken-out": "an expunge, copy or similar takes it out of its session before it is read",
    "cached": "it was loaded by an earlier request or at start-up and read again by this one",
    "handed-to-background": "it is handed to work that runs beside or after the request",
    "straight": "it goes from the load to the use without being stored, copied or handed to other work",
    "row-deleted": "it is deleted and the deletion committed before it is read",
    "test-fixture": "a test fixture loads it and ends its session before the test reads it",
}


def _owner_facts(best: Explanation) -> list[Fact]:
    session = best.session
    origin = session.origin if session is not None else None
    reason = (
        "the session that loaded it is handed out by a dependency, middleware or registry"
        if best.owner == "request"
        else f"the session that loaded it is made in ordinary code (while {session.phase if session else ''} runs)"
    )
    facts = [_fact("session-owner", best.owner, origin, reason)]
    if session is not None:
        value = "middleware" if session.phase == "middleware" else "elsewhere"
        facts.append(
            _fact("loaded-in", value, origin, f"the session that loaded it is made while {session.phase} runs")
        )
    if best.owner == "own" and best.request_session is not None:
        value = "yes" if best.request_session else "no"
        reason = f"another session is {'' if best.request_session else 'not '}handed out in the same request"
        facts.append(_fact("request-session", value, None, reason))
    elif best.owner == "own" and best.hit.request == 0:
        facts.append(_fact("request-session", "no", None, "it runs outside any request"))
    return facts


#: Events other than a close -> the tree's word for what detached the row.
_DETACHED_BY = {
    "collected": "collected", "expunge": "expunge", "expunge-all": "expunge-all", "make-transient": "make-transient",
    "make-detached": "make-transient", "copy": "copy", "pickle": "unpickled", "send": "unpickled", "delete": "deleted",
}  # fmt: skip
_CLOSED_BY = {"block": "block-exit", "cleanup": "dependency-teardown"}


def _ended(best: Explanation) -> list[Fact]:
    """What detached the row, and, when its session ended, how."""
    event = best.detached
    ended = event.kind in ("close", "collected")
    by = _DETACHED_BY.get(event.kind) or _CLOSED_BY.get(event.how, event.by)
    facts = []
    if not ended or best.journey == "straight":  # on other journeys the end of the session is not what matters
        facts.append(_fact("detached-by", by, event.place, f"the row leaves its session here ({by})"))
    if ended:
        how = "close-call" if best.owner == "request" and event.how == "block" else event.how
        facts.append(_fact("ended-by", how, event.place, f"its session ends here ({event.how})"))
    return facts


def _expired(best: Explanation) -> list[Fact]:
    """What expired the row, or that nothing did; neither when the source leaves it open."""
    event = best.expired
    if event is not None and event.kind in ("commit", "rollback", "expire"):
        known = (
            best.missing.kind == "refresh"
            or event.kind != "commit"
            or (best.session is not None and best.session.expires is True)
        )
        reason = f"{event.kind} expires what was loaded"
        return [_fact("expired-by", event.kind, event.place, reason)] if known else []
    return [_fact("expired-by", "nothing", None, best.missing.why)] if best.never_expired else []


def _journey_place(best: Explanation) -> Place | None:
    if best.journey == "cached":
        return best.entity.stored or best.entity.load
    if best.journey == "handed-to-background":
        return best.hit.handed
    return best.detached.place


def _fact(id_: str, value: str, where: Place | None, reason: str) -> Fact:
    return Fact(id_, value, "source", where, (), reason)


def _journey(m: Machine, best: Explanation, access: Place | None) -> tuple[Place, ...]:
    """From load to access, in the order of time."""
    steps: list[tuple[int, Place]] = []
    first = next((event.time for event in best.entity.events if event.kind == "attach"), 0)
    _step(steps, first, best.entity.load, "loaded here")
    if best.expired is not None and best.missing.kind == "refresh":
        _step(steps, best.expired.time, best.expired.place, f"{best.expired.kind} expires what was loaded")
    if best.journey == "cached":
        _step(steps, first + 1, best.entity.stored, "kept beyond its request")
    if best.journey == "handed-to-background":
        _step(steps, first + 1, best.hit.handed, "handed to work that runs beside or after the request")
    _step(steps, best.detached.time, best.detached.place, "let go here")
    for step in m.trail.steps[:-1]:
        if step.node in best.hit.stack and step.node is not None:
            _step(steps, best.hit.time, _line(m, step.file, step.line, step.frame.function), "on the way to the use")
    if access is not None:
        _step(steps, best.hit.time + 1, access, "used here")
    steps.sort(key=lambda pair: pair[0])
    return tuple(place for _, place in steps)


def _step(steps: list[tuple[int, Place]], time: int, place: Place | None, says: str) -> None:
    if place is not None and all(known.ref != place.ref or known.says != says for _, known in steps):
        steps.append((time, place._replace(says=says)))


def _gaps(m: Machine, *, stopped: bool) -> tuple[Gap, ...]:
    gaps = (
        [Gap(None, "there was too much code to follow in time; what comes later was not looked at")] if stopped else []
    )
    for step in m.trail.steps:
        if step.located.match in ("changed", "moved"):
            says = "the file has changed since" if step.located.match == "changed" else "the line has moved since"
            gaps.append(Gap(Place(step.file, step.frame.line), says, followed=True))
    gaps.extend(_copies(m))
    gaps.extend(Gap(Place(path), f"not read: {why}") for path, why in sorted(m.project.unread.items())[:10])
    if m.project.cut_searches:
        words = ", ".join(m.project.cut_searches[:5])
        gaps.append(Gap(None, f"the project is large: only files near the error were searched for {words}"))
    return tuple(gaps)


def _copies(m: Machine) -> list[Gap]:
    """Says which of several copies of a file was read."""
    told = {step.file: step.located.rivals[0] for step in m.trail.steps if step.located.rivals}
    return [
        Gap(Place(file), f"{other} fits as well; this copy was read", followed=True) for file, other in told.items()
    ]


def _why_not(m: Machine, found: list[Explanation], access: Place | None) -> tuple[Gap, ...]:
    """Why there is no explanation, and what that may hide."""
    if found:
        return (Gap(access, "several explanations fit equally well, and they name different causes"),)
    if not m.trail.steps:
        return (Gap(None, "no frame of the traceback is in the source that was given"),)
    return (*(Gap(access, reason) for reason in why_not(m)), *_folded(m.gaps)[:8])


def _folded(gaps: list[Gap]) -> list[Gap]:
    """Gaps that say the same in several places as one, with the places."""
    places: dict[str, list[Gap]] = {}
    for gap in gaps:
        places.setdefault(gap.says, []).append(gap)
    return [_with_others(same) for same in places.values()]


def _with_others(same: list[Gap]) -> Gap:
    others = [gap.where.ref for gap in same[1:] if gap.where is not None]
    if not others:
        return same[0]
    more = f" and {len(others) - 3} more places" if len(others) > 3 else ""
    return same[0]._replace(says=f"{same[0].says} (the same at {', '.join(others[:3])}{more})")
