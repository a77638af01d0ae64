"""From the leaves of a walk to the outcome, its candidates and the first sentence a reader sees."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from detachdoc.decision import leaves as lv
from detachdoc.decision.leaves import Leaf
from detachdoc.decision.words import fill
from detachdoc.model.diagnosis import Candidate, Outcome
from detachdoc.model.knowledge import Cause, Knowledge

#: Says only what every DetachedInstanceError says; what is particular to a cause stands in the knowledge.
_UNDECIDED = (
    "At {access}, {attribute} of {class} was needed after a session had let the object go. "
    "What let it go is still open."
)


class Verdict(NamedTuple):
    """What the leaves say."""

    outcome: Outcome
    #: All six, most probable first, summing to 1.
    candidates: tuple[Candidate, ...]
    #: The likeliest of the six, also when undecided.
    likeliest: Cause
    confidence: float
    headline: str
    #: Paragraph for a reason outside the six; empty otherwise.
    reason: str


def reached(
    leaves: Iterable[Leaf], knowledge: Knowledge, words: Mapping[str, str], against: Mapping[str, str]
) -> Verdict:
    """Return the verdict: a cause or reason is named only from the tree's threshold on.

    Args:
        leaves: where the walk ended.
        knowledge: for the causes and their words.
        words: what the sentences may mention.
        against: cause -> what rules it out; others get the general sentence of theirs.
    """
    totals = lv.totals(leaves)
    candidates = _ranked(totals, knowledge, words, against)
    likeliest = next(cause for cause in knowledge.causes if cause.id == candidates[0].id)
    top, probability = max(totals.items(), key=lambda pair: (pair[1], pair[0]))
    named = Verdict("diagnosed", candidates, likeliest, candidates[0].probability, fill(likeliest.verdict, words), "")
    if probability < knowledge.tree.threshold:
        return undecided(named, words)
    if top == likeliest.id:
        return named
    reason = next(one for one in knowledge.tree.outside if one.id == top)
    return Verdict("outside-the-six", candidates, likeliest, probability, reason.title, fill(reason.says, words))


def undecided(verdict: Verdict, words: Mapping[str, str]) -> Verdict:
    """Return `verdict` with its candidates, but without naming one of them."""
    return verdict._replace(outcome="undecided", confidence=0.0, headline=fill(_UNDECIDED, words), reason="")


def _ranked(
    totals: Mapping[str, float], knowledge: Knowledge, words: Mapping[str, str], against: Mapping[str, str]
) -> tuple[Candidate, ...]:
    inside = sum(totals[cause.id] for cause in knowledge.causes)
    rank = knowledge.tree.precedence.index
    ordered = sorted(knowledge.causes, key=lambda cause: (-totals[cause.id], rank(cause.id)))
    return tuple(
        Candidate(
            cause.id,
            cause.number,
            cause.title,
            totals[cause.id] / inside,
            (against.get(cause.id) or fill(cause.why_not, words)) if place else "",
        )
        for place, cause in enumerate(ordered)
    )
