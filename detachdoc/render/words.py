"""Which words do all renderers share? Labels, percentages and the command that replays a run."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from detachdoc.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Candidate, Diagnosis, Evidence, Fix
    from detachdoc.model.lifetime import Gap
    from detachdoc.model.report import ErrorReport

#: What the evidence of a verdict comes from, the strongest first, and how that is said.
_SOURCES: Final = (
    ("recorder", "recorded while it happened"),
    ("source", "from your source"),
    ("answer", "from your answers"),
    ("environment", "from your versions"),
    ("traceback", "from the traceback"),
)
#: Field of a diagnosis and the word for it, in the order of time.
PLACES: Final = (("load", "loaded"), ("detach", "let go"), ("access", "used"))
#: Of many errors so many are shown in full; the others in a line each.
IN_FULL: Final = 3
_WORD: Final = pattern(r"\w+")
#: How safe a change is, said beside it.
SAFETY: Final = {"safe": "safe to apply as it stands", "review": "review it before applying"}


def percent(probability: float) -> str:
    """`48%`; never 0% or 100% for what is only nearly so."""
    whole = round(probability * 100)
    if whole <= 0 < probability:
        return "<1%"
    return ">99%" if probability < 1 <= whole / 100 else f"{whole}%"


def basis(diagnosis: Diagnosis) -> str:
    """Where the verdict comes from at its strongest, e.g. `from your source`; empty when nothing spoke for it.

    A verdict that an answer gave against what was found rests on that answer alone.
    """
    if diagnosis.cause and diagnosis.caveats:
        return "from your answers alone"
    sources: set[str] = {item.source for item in diagnosis.evidence if speaks_for(item, diagnosis.cause)}
    sources |= {"answer" if taken.by == "user" else taken.by for taken in diagnosis.answers}
    return next((words for source, words in _SOURCES if source in sources), "")


def doubt(diagnosis: Diagnosis) -> str:
    """Why a verdict is undecided, in a few words."""
    by_user = any(taken.by == "user" for taken in diagnosis.answers)
    return "your source does not confirm it" if diagnosis.caveats and not by_user else "more than one cause fits"


def speaks_for(piece: Evidence, cause: Candidate | None) -> bool:
    """Whether it makes `cause` likelier."""
    return cause is not None and dict(piece.supports).get(cause.id, 1.0) > 1


def replay(command: Sequence[str], answers: Sequence[str]) -> str:
    """The command that gives the same verdict without questions, quoted for a shell."""
    return shlex.join([*command, *(word for answer in answers for word in ("--answer", answer))])


def recap(diagnosis: Diagnosis) -> str:
    """The verdict in one line."""
    error = diagnosis.error
    used = f", at {diagnosis.access.ref}" if diagnosis.access else ""
    if diagnosis.cause:
        at = f", at {diagnosis.detach.ref}" if diagnosis.detach else used
        return f"Cause {diagnosis.cause.number}, {diagnosis.cause.id}{at}."
    if diagnosis.outcome == "undecided" and diagnosis.candidates:
        first = diagnosis.candidates[0]
        return f"Undecided{used}; {first.id} is the likeliest ({percent(first.probability)})."
    if error.is_detached:
        used = f"; used at {diagnosis.access.ref}" if diagnosis.access else ""
        told = diagnosis.detach if diagnosis.detach and not diagnosis.caveats else None
        at = f", at {told.ref}" if told else used
        return f"None of the six causes: {diagnosis.headline.rstrip('.')}{at}."
    return f"{', '.join(another(error))}{used}."


def counted_recap(diagnosis: Diagnosis) -> str:
    """The verdict in one line, and how often the error was seen."""
    often = times(diagnosis.error.occurrences)
    return f"{recap(diagnosis)} ({often})" if often else recap(diagnosis)


def notes(diagnosis: Diagnosis) -> list[str]:
    """What is worth a note beside the result: about the run, and about places that are not as they were."""
    return [*(_noted(gap) for gap in diagnosis.gaps if gap.followed), *diagnosis.remarks]


def _noted(gap: Gap) -> str:
    where = f"{gap.where.ref}: " if gap.where else ""
    return f"{where}{gap.says}."


def another(error: ErrorReport) -> tuple[str, str]:
    """An error that is none of ours in two parts, its name and what is said of it; a cut-off text names none."""
    if not error.type:
        return "A cut-off traceback", "the error is not in the text"
    return short(error.type), "not a DetachedInstanceError"


def example(fix: Fix, whose: str | None) -> str:
    """What the code of a fix is, and whether it has the user's names: class, attribute and object, or none.

    Args:
        fix: with an example.
        whose: the class of the user's object, if it is known.
    """
    named = whose is not None and whose in _WORD.findall(fix.before.code)
    return "an example, not your code; your names stand where they fit" if named else "an example, not your code"


def short(dotted: str) -> str:
    """`StaleDataError` of `sqlalchemy.orm.exc.StaleDataError`."""
    return dotted.rpartition(".")[2] or "Error"


def times(count: int) -> str:
    """`seen 3 times`; empty for once."""
    return f"seen {count} times" if count > 1 else ""
