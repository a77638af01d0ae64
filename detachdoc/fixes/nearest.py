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
    """Return the example the fix names, or the one that shares most with the situation."""
    named = next((one for one in cause.variants if one.id == chosen.variant), None)
    return named or max(cause.variants, key=lambda one: _closeness(one.when, stated), default=None)


def _closeness(when: When, stated: Mapping[str, set[str]]) -> int:
    score = 0
    for fact, values in when:
        known = stated.get(fact, set()) - {"unknown"}
        if known:
            score += 1 if not known.isdisjoint(values) else _CONTRADICTED
    return score
