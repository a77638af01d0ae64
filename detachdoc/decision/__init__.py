"""Facts, the tree and somebody to ask become a verdict. One code path serves dialogue, pipe and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision import leaves as lv
from detachdoc.decision.against import Without, contradicting, ruled_out, withheld
from detachdoc.decision.assemble import assembled
from detachdoc.decision.evidence import gathered
from detachdoc.decision.neighbours import recognise
from detachdoc.decision.places import found
from detachdoc.decision.questions import worded
from detachdoc.decision.verdict import reached, undecided
from detachdoc.decision.walk import disagreements, walk
from detachdoc.decision.words import about
from detachdoc.model.diagnosis import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detachdoc.decision.places import Places
    from detachdoc.decision.verdict import Verdict
    from detachdoc.decision.walk import Walk
    from detachdoc.model.asking import Asker
    from detachdoc.model.diagnosis import AnsweredBy
    from detachdoc.model.facts import Fact
    from detachdoc.model.knowledge import Knowledge, Neighbour
    from detachdoc.model.lifetime import Lifetime
    from detachdoc.model.report import ErrorReport

__all__ = ["decide"]


def decide(
    error: ErrorReport,
    facts: Sequence[Fact],
    knowledge: Knowledge,
    asker: Asker,
    *,
    lifetime: Lifetime | None = None,
    remarks: Sequence[str] = (),
) -> Diagnosis:
    """Return the verdict on `error`.

    Args:
        error: what was read.
        facts: what was concluded from it, in any order.
        knowledge: tree, causes and neighbours.
        asker: answers what facts leave open.
        lifetime: what tracing the source found, if there was source.
        remarks: about the run itself, passed on to the reader.

    Raises:
        Interrupted: when the person asked pressed Ctrl-C.
    """
    places = found(error, lifetime)
    if not error.is_detached:
        return _another(error, knowledge, places, tuple(remarks))
    words = about(error, places.access)
    stated = lv.by_id(facts)
    taken = walk(knowledge.tree, facts, asker, lambda question: worded(question, stated, words))
    verdict = _judged(taken, knowledge, words)
    caveats = _contradicted(verdict, taken, facts, knowledge, asker, words)
    if lifetime is not None and _unsupported(lifetime, {one.by for one in taken.answers}):
        caveats = tuple(withheld(lifetime, verdict, words))
        verdict = undecided(verdict, words)
    diagnosis = assembled(
        error,
        verdict,
        taken,
        places,
        gathered(knowledge.tree, facts, words),
        tuple(worded(question, stated, words) for question in taken.still_open),
        tuple(one.id for one in knowledge.tree.factors if any(lv.holds(when, stated) for when in one.when)),
        tuple(remarks),
        words,
    )
    return diagnosis._replace(caveats=caveats)


def _judged(taken: Walk, knowledge: Knowledge, words: Mapping[str, str]) -> Verdict:
    against = ruled_out(knowledge.tree, taken.leaves, taken.answers, words)
    return reached(taken.leaves, knowledge, words, against)


def _contradicted(
    verdict: Verdict,
    taken: Walk,
    facts: Sequence[Fact],
    knowledge: Knowledge,
    asker: Asker,
    words: Mapping[str, str],
) -> tuple[str, ...]:
    """What the facts say against the user's answers, and where they would have led without those."""
    found = disagreements(knowledge.tree, taken, facts)
    if not found:
        return ()
    silent = Without(asker, {one.question for one in found})
    again = walk(knowledge.tree, facts, silent, lambda question: worded(question, lv.by_id(facts), words))
    return tuple(contradicting(found, verdict, _judged(again, knowledge, words)))


def _unsupported(lifetime: Lifetime, answered_by: set[AnsweredBy]) -> bool:
    """Whether there is source, and nothing but the text speaks for the verdict: the source says otherwise, or nothing.

    Somebody who answered knows better than the source, and a recording is better than a line nobody could follow.
    """
    if "user" in answered_by:
        return False
    return lifetime.contradicted or (lifetime.untraced and "recorder" not in answered_by)


def _another(error: ErrorReport, knowledge: Knowledge, places: Places, remarks: tuple[str, ...]) -> Diagnosis:
    """A look-alike is explained; anything else is only named, since we know nothing about it."""
    known = recognise(error, knowledge.neighbours)
    return Diagnosis(
        outcome="other-error",
        error=error,
        headline=_named(error, known),
        cause=None,
        reason=known.says if known else _quoted(error),
        confidence=0.0,
        access=places.access,
        links=tuple(link.url for link in known.links) if known else (),
        remarks=remarks,
    )


def _named(error: ErrorReport, known: Neighbour | None) -> str:
    if not error.type:
        return "The traceback is cut off before its last line, so it does not say which error this is."
    return f"{known.title if known else error.type.rpartition('.')[2]}. This is not a DetachedInstanceError."


def _quoted(error: ErrorReport) -> str:
    if not error.type:
        return "Paste it again together with the lines that follow; the last one names the error."
    return f"{error.type}: {error.message}" if error.message else error.type
