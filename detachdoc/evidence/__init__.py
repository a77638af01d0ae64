"""Facts from one error: what its text, its versions, its source and a recording say, each with a reason.

A new kind of evidence is one file with a `detect` function, one entry in `_DETECTORS`, and its words and
weights in knowledge/tree.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.evidence import (
    access_site,
    earlier_error,
    entry,
    framework,
    loading,
    operation,
    recorder,
    teardown,
    versions,
)
from detachdoc.evidence.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.model.facts import Fact
    from detachdoc.model.knowledge import Knowledge
    from detachdoc.model.lifetime import Lifetime
    from detachdoc.model.report import ErrorReport

__all__ = ["collect", "remarks"]

_DETECTORS = (
    operation.detect,
    access_site.detect,
    entry.detect,
    framework.detect,
    versions.detect,
    earlier_error.detect,
)


def collect(
    error: ErrorReport,
    knowledge: Knowledge,
    *,
    fastapi_version: str | None = None,
    locked: Mapping[str, str] | None = None,
    lifetime: Lifetime | None = None,
) -> tuple[Fact, ...]:
    """Return every fact about `error`.

    Args:
        error: what was read.
        knowledge: for the table of cleanup order.
        fastapi_version: as the user gave it; beats what the text shows.
        locked: package -> version from a lock file near the source.
        lifetime: what tracing the source found.
    """
    scene = Scene(error, fastapi_version, locked or {})
    facts = [fact for detect in _DETECTORS for fact in detect(scene)]
    if lifetime is not None:
        traced = (*lifetime.facts, *loading.traced(lifetime.load))
        facts = _refined([_mapped(fact, error, lifetime) for fact in facts], traced)
    if error.recorder is not None:
        facts = _refined(facts, (*recorder.facts(error.recorder, error), *loading.recorded(error.recorder)))
    if not any(fact.id == "teardown-order" for fact in facts):
        facts.extend(teardown.derive(scene, facts, knowledge.teardown))
    return tuple(facts)


def release(error: ErrorReport, *, fastapi_version: str | None, locked: Mapping[str, str]) -> str | None:
    """Return the FastAPI version, e.g. `0.115.12`, or the first of its era, `0.106`; None when nothing tells.

    Args:
        error: what was read; its frames show the era.
        fastapi_version: as the user gave it.
        locked: package -> version from a lock file near the source.
    """
    return versions.release(Scene(error, fastapi_version, locked))


def remarks(
    error: ErrorReport,
    knowledge: Knowledge,
    *,
    fastapi_version: str | None = None,
    locked: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return what a reader should know about the limits of this run."""
    scene = Scene(error, fastapi_version, locked or {})
    said = []
    newer = teardown.newer_than_measured(scene, knowledge.teardown)
    if newer is not None:
        measured = knowledge.teardown.verified_until
        said.append(f"The order of FastAPI's cleanup was measured up to {measured}; {newer} is newer and may differ.")
    if fastapi_version is not None and not versions.agrees(fastapi_version, scene):
        said.append(f"--fastapi-version {fastapi_version} is taken as given, but the frames look like another release.")
    if "interleaved" in error.damage:
        said.append("Two tracebacks are woven into each other here; which line belongs to which is a best guess.")
    return tuple(said)


def _mapped(fact: Fact, error: ErrorReport, lifetime: Lifetime) -> Fact:
    """Name the line of use as it is called on this machine, once it was found here."""
    used = error.access
    if lifetime.access is None or used is None or fact.where is None:
        return fact
    same = (fact.where.file, fact.where.line) == (used.file, used.line)
    return fact._replace(where=lifetime.access) if same else fact


def _refined(facts: list[Fact], stronger: tuple[Fact, ...]) -> list[Fact]:
    """What was traced in the source, or even recorded, replaces what weaker evidence says about the same thing."""
    known = {fact.id for fact in stronger if fact.value != "unknown"}
    return [fact for fact in facts if fact.id not in known] + list(stronger)
