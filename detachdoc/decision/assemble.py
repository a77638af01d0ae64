"""Puts everything one walk found into a Diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision.words import fill
from detachdoc.model.diagnosis import Bar, Diagnosis, Reveal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.decision.places import Places
    from detachdoc.decision.verdict import Verdict
    from detachdoc.decision.walk import Walk
    from detachdoc.model.diagnosis import Evidence, OpenQuestion
    from detachdoc.model.knowledge import Cause
    from detachdoc.model.place import Place
    from detachdoc.model.report import ErrorReport


#: What would reveal a place while the cause is open. A cause's own words would suggest that it is the one.
_REVEALS = {
    "load": "The query that returned {object}: follow the variable back from the failing line.",
    "detach": "Whatever ended that query's session, or took {object} out of it. The questions below find it.",
    "access": "The last line of your own code in the traceback.",
}


def assembled(
    error: ErrorReport,
    verdict: Verdict,
    taken: Walk,
    places: Places,
    evidence: tuple[Evidence, ...],
    questions: tuple[OpenQuestion, ...],
    factors: tuple[str, ...],
    remarks: tuple[str, ...],
    words: Mapping[str, str],
) -> Diagnosis:
    """Return the Diagnosis of a DetachedInstanceError. Only a cause that is named brings its explanations."""
    named = verdict.outcome == "diagnosed"
    bare = Diagnosis(
        outcome=verdict.outcome,
        error=error,
        headline=verdict.headline,
        cause=verdict.candidates[0] if named else None,
        reason=verdict.reason,
        confidence=verdict.confidence,
        candidates=verdict.candidates,
        factors=factors,
        load=_said(places.load, "load", verdict.likeliest, words, named=named),
        detach=_said(places.detach, "detach", verdict.likeliest, words, named=named),
        access=_said(places.access, "access", verdict.likeliest, words, named=named),
        reveals=_reveals(places, verdict.likeliest if named else None, words),
        trace=places.trace,
        gaps=places.gaps,
        evidence=evidence,
        answers=taken.answers,
        questions=() if named else questions,
        remarks=remarks,
        replay=tuple(f"{one.question}={one.answer}" for one in taken.answers if one.by in {"user", "unknown"}),
    )
    return _explained(bare, verdict.likeliest, words) if named else bare


def _explained(bare: Diagnosis, cause: Cause, words: Mapping[str, str]) -> Diagnosis:
    return bare._replace(
        what_happened=fill(cause.what_happened, words),
        how_to_check=fill(cause.how_to_check, words),
        lifeline=_bars(bare, cause, words),
        prevent=fill(cause.prevent, words),
        links=tuple(_of_release(link.url, bare.error) for link in cause.links),
    )


def _of_release(url: str, error: ErrorReport) -> str:
    """A page about SQLAlchemy's errors for the release that printed this one, as far as its own link tells."""
    return url.replace("sqlalche.me/e/20/", f"sqlalche.me/e/{error.sqlalchemy_link or '20'}/")


def _bars(bare: Diagnosis, cause: Cause, words: Mapping[str, str]) -> tuple[Bar, ...]:
    """The cause's picture, with the reader's own places where they are known."""
    bars = [Bar(fill(row.label, words), row.start, row.end, row.used, fill(row.says, words)) for row in cause.lifeline]
    used = next((bar for bar in bars if bar.used is not None), None)
    lets_go = [bar for bar in bars if bar.used is None and used is not None and bar.end == used.end]
    places = {id(bar): bare.detach for bar in lets_go[-1:]} | {id(used): bare.access}
    return tuple(bar._replace(says=_beside(bar.says, places.get(id(bar)))) for bar in bars)


def _beside(says: str, place: Place | None) -> str:
    if place is None:
        return says
    where = f"{place.file.replace(chr(92), '/').rpartition('/')[2]}:{place.line}" if place.line else place.file
    return ", ".join(filter(None, (says or place.function, where)))


def _said(place: Place | None, which: str, cause: Cause, words: Mapping[str, str], *, named: bool) -> Place | None:
    """A place that came without a sentence gets the cause's, once the cause is known."""
    if place is None or place.says or not named:
        return place
    return place._replace(says=fill(dict(cause.places).get(which, ""), words))


def _reveals(places: Places, cause: Cause | None, words: Mapping[str, str]) -> tuple[Reveal, ...]:
    says = dict(cause.reveals) if cause else _REVEALS
    unknown = (which for which in ("load", "detach", "access") if getattr(places, which) is None)
    return tuple(Reveal(which, fill(says[which], words)) for which in unknown if which in says)
