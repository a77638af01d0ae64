"""Which evidence is worth a line? Sorted by what it does to the verdict, without what was said already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.model.diagnosis import Evidence
from detachdoc.render.words import speaks_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detachdoc.model.diagnosis import Diagnosis


class Weighed(NamedTuple):
    """The evidence of a diagnosis."""

    #: What makes the named cause likelier, and less likely; both empty when none is named.
    told_for: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    #: What speaks neither way.
    rest: tuple[Evidence, ...]


def weighed(diagnosis: Diagnosis) -> Weighed:
    """Sort the evidence; two facts that rest on one observation are told once."""
    cause = diagnosis.cause
    once: dict[tuple[str, str], Evidence] = {}
    for piece in diagnosis.evidence:
        once.setdefault((piece.says, piece.where.ref if piece.where else ""), piece)
    evidence = tuple(once.values())
    against = tuple(piece for piece in evidence if cause and dict(piece.supports).get(cause.id, 1.0) < 1)
    told_for = tuple(piece for piece in evidence if speaks_for(piece, cause))
    return Weighed(told_for, against, tuple(piece for piece in evidence if piece not in told_for + against))


def titled(diagnosis: Diagnosis, *, all_of_it: bool = False) -> Iterator[tuple[str, Sequence[Evidence]]]:
    """Sections with something in them, each with its title.

    What speaks neither way, and outside the six what the traceback shows of every error, is worth its lines only while
    undecided, when there is nothing else, or with `all_of_it`.
    """
    told_for, against, rest = weighed(diagnosis)
    if diagnosis.cause is None and diagnosis.outcome != "undecided" and not all_of_it:
        rest = tuple(piece for piece in rest if piece.source != "traceback") or rest
    decisive = bool(told_for or against)
    known = rest if all_of_it or not decisive else ()
    sections = {
        "What speaks for it": told_for,
        "What speaks against it": against,
        "What else is known" if decisive else "What is known": known,
    }
    yield from ((title, pieces) for title, pieces in sections.items() if pieces)
