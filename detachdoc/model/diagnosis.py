"""The verdict on one error, ready to be rendered. Mirrors the JSON contract (version 1)."""

from typing import Literal, NamedTuple

from detachdoc.model.facts import Source
from detachdoc.model.lifetime import Gap
from detachdoc.model.place import Place
from detachdoc.model.report import ErrorReport

Outcome = Literal["diagnosed", "undecided", "outside-the-six", "other-error", "no-error"]
AnsweredBy = Literal["traceback", "source", "environment", "recorder", "user", "unknown"]


class Candidate(NamedTuple):
    """One of the six causes and its probability."""

    id: str
    number: int
    title: str
    probability: float
    #: Why it won or lost, one sentence; empty when nothing more than its probability can be said.
    says: str = ""


class Evidence(NamedTuple):
    """One thing that was seen, and which causes it speaks for."""

    id: str
    says: str
    source: Source | Literal["answer"]
    where: Place | None
    #: Cause id -> factor by which it changed that cause's odds (1 is left out).
    supports: tuple[tuple[str, float], ...]


class AnswerTaken(NamedTuple):
    """How one question of the tree was answered."""

    question: str
    answer: str
    by: AnsweredBy
    #: How the answer was derived, for `--why`.
    reason: str = ""


class AnswerChoice(NamedTuple):
    """One answer a user can pick."""

    id: str
    label: str


class OpenQuestion(NamedTuple):
    """A question whose answer could still change the verdict."""

    id: str
    ask: str
    how_to_check: str
    answers: tuple[AnswerChoice, ...]


class Snippet(NamedTuple):
    """One side of a fix."""

    code: str
    #: File the code is from: the user's, or None for an example.
    file: str | None
    start_line: int
    #: 1-based lines within `code` that differ from the other side.
    highlight: tuple[int, ...]


class Fix(NamedTuple):
    """The change that mends it."""

    id: str
    title: str
    summary: str
    why: str
    steps: tuple[str, ...]
    before: Snippet
    after: Snippet
    diff: str
    scope: Literal["yours", "example"]
    safety: Literal["safe", "review"]


class NotAFix(NamedTuple):
    """Popular advice that does not help here."""

    advice: str
    why_not: str


class NextError(NamedTuple):
    """An error that may come next once this one is mended."""

    type: str
    says: str


class Bar(NamedTuple):
    """One line of the lifelines picture. Positions are 0 to 100, left to right in time."""

    label: str
    start: int
    #: Where it ends; None when it goes on past the picture.
    end: int | None
    #: Where the object is no longer in a session but still referenced, up to the use; None for plain bars.
    used: int | None = None
    says: str = ""


class Reveal(NamedTuple):
    """What would reveal a place that is still unknown."""

    #: load, detach or access.
    place: str
    says: str


class Diagnosis(NamedTuple):
    """Everything the renderers need about one error."""

    outcome: Outcome
    error: ErrorReport
    #: The first sentence a user reads.
    headline: str
    #: Set only when the outcome is `diagnosed`.
    cause: Candidate | None
    #: For outside-the-six and other-error: what it is, in a paragraph.
    reason: str
    confidence: float
    #: All six, most probable first; probabilities sum to 1. Empty for other-error and no-error.
    candidates: tuple[Candidate, ...] = ()
    factors: tuple[str, ...] = ()
    load: Place | None = None
    detach: Place | None = None
    access: Place | None = None
    reveals: tuple[Reveal, ...] = ()
    trace: tuple[Place, ...] = ()
    gaps: tuple[Gap, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    answers: tuple[AnswerTaken, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    #: Explanations of the likeliest cause (undecided ones included), from knowledge/.
    what_happened: str = ""
    how_to_check: str = ""
    lifeline: tuple[Bar, ...] = ()
    fix: Fix | None = None
    not_a_fix: tuple[NotAFix, ...] = ()
    prevent: str = ""
    next_errors: tuple[NextError, ...] = ()
    links: tuple[str, ...] = ()
    #: What must be known before the verdict is believed: an answer of the user's that the source contradicts, or why a
    #: likely cause is not named.
    caveats: tuple[str, ...] = ()
    #: Remarks about the run itself: a newer FastAPI than measured, a file that has changed since.
    remarks: tuple[str, ...] = ()
    #: `--answer` words that replay this verdict, e.g. `("journey=straight",)`.
    replay: tuple[str, ...] = ()
