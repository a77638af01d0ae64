"""From a named cause to the change that mends it: the fix by operation and factor, and an example of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision.leaves import by_id, holds
from detachdoc.decision.words import about, fill
from detachdoc.fixes import changes, names, nearest
from detachdoc.model.diagnosis import Fix, NextError, NotAFix, Snippet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detachdoc.model.diagnosis import Diagnosis
    from detachdoc.model.facts import Fact
    from detachdoc.model.knowledge import Cause, FixAdvice, Knowledge, VariantSpec

__all__ = ["propose"]


def propose(diagnosis: Diagnosis, facts: Sequence[Fact], knowledge: Knowledge) -> Diagnosis:
    """Return `diagnosis` with its fix, the popular advice that does not help, and what may come next.

    It is unchanged when no cause is named.
    """
    if diagnosis.cause is None:
        return diagnosis
    named = diagnosis.cause.id
    cause = next(one for one in knowledge.causes if one.id == named)
    stated = _stated(diagnosis, facts)
    words = about(diagnosis.error, diagnosis.access)
    chosen = nearest.advice(cause, stated)
    return diagnosis._replace(
        fix=_fix(diagnosis, chosen, nearest.steps(chosen, stated), nearest.variant(cause, chosen, stated), words),
        not_a_fix=_fails_here(cause, stated, words),
        next_errors=tuple(
            NextError(one.type, fill(one.says, words)) for one in cause.next_errors if holds(one.when, stated)
        ),
    )


def _stated(diagnosis: Diagnosis, facts: Sequence[Fact]) -> dict[str, set[str]]:
    """What is known, answers of the dialogue included: a question's id is the id of the fact it asks for."""
    stated = by_id(facts)
    for taken in diagnosis.answers:
        if taken.by == "user":
            stated[taken.question] = {taken.answer}
    return stated


def _fails_here(cause: Cause, stated: Mapping[str, set[str]], words: Mapping[str, str]) -> tuple[NotAFix, ...]:
    return tuple(
        NotAFix(fill(one.advice, words), fill(one.why_not, words)) for one in cause.not_a_fix if holds(one.when, stated)
    )


def _fix(
    diagnosis: Diagnosis,
    chosen: FixAdvice,
    steps: Sequence[str],
    example: VariantSpec | None,
    words: Mapping[str, str],
) -> Fix:
    before, after = _codes(diagnosis, example)
    old, new = changes.changed_lines(before, after)
    return Fix(
        id=chosen.id,
        title=fill(chosen.title, words),
        summary=fill(chosen.summary, words),
        why=fill(chosen.why, words),
        steps=tuple(fill(step, words) for step in steps),
        before=Snippet(before, None, 1, old),
        after=Snippet(after, None, 1, new),
        diff=changes.unified(before, after),
        scope="example",
        safety=chosen.safety,
    )


def _codes(diagnosis: Diagnosis, example: VariantSpec | None) -> tuple[str, str]:
    if example is None:
        return "", ""
    if diagnosis.error.kind not in {"unknown", *dict(example.when).get("operation", (diagnosis.error.kind,))}:
        # A column of theirs where the example reads a relationship, or the other way round, makes no sense.
        return example.before, example.after
    roles = names.known(diagnosis.error, diagnosis.access)
    line = diagnosis.access.code if diagnosis.access and diagnosis.access.code else ""
    new = names.renaming(example.names, roles, line, example.before, example.after)
    other = names.parts(new, example.names, example.before, example.after)
    return names.renamed(example.before, new, other), names.renamed(example.after, new, other)
