"""Whether a dependency's cleanup runs before the place where the object was used, by FastAPI version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.evidence.versions import fastapi_version
from detachdoc.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.evidence.scene import Scene
    from detachdoc.model.knowledge import Teardown

#: A release of each era, to look up when only the era is known.
_TYPICAL = {"from-0.74": "0.105.0", "from-0.106": "0.117.1", "from-0.118": "0.120.4", "from-0.121": "0.121.0"}
_ORDER = {"after": "cleanup-first", "before": "use-first"}


def derive(scene: Scene, facts: Sequence[Fact], teardown: Teardown) -> Iterator[Fact]:
    """Yield `teardown-order` when version and site are in the measured table.

    Args:
        scene: the error and its machine.
        facts: what the detectors stated; `access-site` and `fastapi-era` are used.
        teardown: the table.
    """
    stated = {fact.id: fact.value for fact in facts}
    known = fastapi_version(scene)
    version = known[0] if known else _TYPICAL.get(stated.get("fastapi-era", ""))
    if version is None:
        return
    measured = _place(teardown, version, stated.get("access-site", ""))
    if measured in _ORDER:
        reason = f"teardown.yaml: {stated['access-site']} runs {measured} the cleanup on FastAPI {version}"
        yield Fact("teardown-order", _ORDER[measured], "environment", reason=reason)


def newer_than_measured(scene: Scene, teardown: Teardown) -> str | None:
    """Return the FastAPI version when it is newer than the newest that was measured."""
    known = fastapi_version(scene)
    if known is None:
        return None
    from packaging.version import InvalidVersion, Version

    try:
        return known[0] if Version(known[0]) > Version(teardown.verified_until) else None
    except InvalidVersion:
        return None


def _place(teardown: Teardown, version: str, site: str) -> str | None:
    rows = [row for row in teardown.rows if row.scope == "request" and site in dict(row.places)]
    if not rows:
        return None
    from packaging.specifiers import SpecifierSet
    from packaging.version import InvalidVersion

    try:
        fitting = [row for row in rows if SpecifierSet(row.fastapi).contains(version, prereleases=True)]
    except InvalidVersion:
        return None
    return dict(fitting[0].places)[site] if fitting else None
