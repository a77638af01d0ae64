"""Which fix and which example are nearest to the situation at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision.leaves import holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.model.knowledge import Cause, FixAdvice, VariantSpec, When

#: A condition that is known to be otherwise weighs more than one that is met.
_CONTRADICTED = -2


def advice(cause: Cause, stated: Mapping[str, set[str]]) -> FixAdvice:
    """Return the first fix that fits; the last one always does."""
    return next(fix for fix in cause.fixes if holds(fix.when, stated))


def variant(cause: Cause, chosen: FixAdvice, stated: Mapping[str, set[str]]) -> VariantSpec | None:
    """Return the example that shares most with the situation, among those the fix names, if it names any.

    Sync or async comes first, since code of the other kind cannot be put in place. Of equally near ones the first wins,
    in the order the fix names them.
    """
    by_id = {one.id: one for one in cause.variants}
    among = [by_id[name] for name in chosen.variants] or cause.variants
    return max(among, key=lambda one: (_fits_mode(one.when, stated), _closeness(one.when, stated)), default=None)


def steps(chosen: FixAdvice, stated: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the steps of a fix without those that are known not to apply."""
    return tuple(step.do for step in chosen.steps if _closeness(step.when, stated) >= 0)


def _fits_mode(when: When, stated: Mapping[str, set[str]]) -> bool:
    return _closeness(tuple(row for row in when if row[0] == "mode"), stated) >= 0


def _closeness(when: When, stated: Mapping[str, set[str]]) -> int:
    score = 0
    for fact, values in when:
        known = stated.get(fact, set()) - {"unknown"}
        if known:
            score += 1 if not known.isdisjoint(values) else _CONTRADICTED
    return score
