"""What speaks against a verdict, or against a cause that lost: answers, and source that says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision.words import fill

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from detachdoc.decision.leaves import Leaf
    from detachdoc.decision.verdict import Verdict
    from detachdoc.decision.walk import Disagreement
    from detachdoc.model.asking import Asker
    from detachdoc.model.diagnosis import AnswerTaken, OpenQuestion
    from detachdoc.model.knowledge import Tree
    from detachdoc.model.lifetime import Lifetime

_CONTRADICTED = (
    "In your source as it is now, {access} cannot fail like this, as far as it could be followed. If you have mended "
    "it since, this log is from before that change: run it again."
)
_UNTRACED = "In your source, neither the query that loaded {object} nor the hand-over of it was found."


class Without:
    """An asker that keeps some of the answers given beforehand to itself, and is not asked anything new."""

    def __init__(self, asker: Asker, questions: Collection[str]) -> None:
        self._asker = asker
        self._questions = questions

    def scripted(self, question_id: str) -> str | None:
        """The answer given beforehand, unless it is one of those kept."""
        return None if question_id in self._questions else self._asker.scripted(question_id)

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:  # noqa: ARG002 - the port's signature
        """Nothing."""
        return None


def ruled_out(
    tree: Tree, leaves: Iterable[Leaf], answers: Iterable[AnswerTaken], words: Mapping[str, str]
) -> dict[str, str]:
    """Return cause or reason -> the sentence of the first answer on its likeliest way that rules it out."""
    given = {taken.question: taken.answer for taken in answers if taken.by != "unknown"}
    likeliest: dict[str, Leaf] = {}
    for leaf in leaves:
        if leaf.leads_to not in likeliest or leaf.weight > likeliest[leaf.leads_to].weight:
            likeliest[leaf.leads_to] = leaf
    says = {(question.id, answer.id): answer.rules_out for question in tree.questions for answer in question.answers}
    against = {
        leads_to: next((says[asked, given[asked]] for asked, way in leaf.path if given.get(asked, way) != way), "")
        for leads_to, leaf in likeliest.items()
    }
    return {leads_to: fill(text, words) for leads_to, text in against.items() if text}


def contradicting(disagreements: Sequence[Disagreement], verdict: Verdict, otherwise: Verdict) -> Iterator[str]:
    """Yield a sentence for each answer the facts contradict, and the verdict without them where it is another."""
    for one in disagreements:
        yield f"{one.question}={one.told} was your answer, but the {one.by} shows {one.question}={one.shown}."
    if disagreements and _name(otherwise) != _name(verdict):
        yield f"Without {'that answer' if len(disagreements) == 1 else 'those answers'}: {_name(otherwise)}."


def withheld(lifetime: Lifetime, verdict: Verdict, words: Mapping[str, str]) -> Iterator[str]:
    """Yield why a verdict that rests on the text alone is not given."""
    yield fill(_CONTRADICTED if lifetime.contradicted else _UNTRACED, words)
    if verdict.outcome != "undecided":
        yield f"The text alone points to {_name(verdict)}, which is not named for that reason."


def _name(verdict: Verdict) -> str:
    if verdict.outcome == "diagnosed":
        return f"cause {verdict.likeliest.number}, {verdict.likeliest.id}"
    return "undecided" if verdict.outcome == "undecided" else verdict.headline[:1].lower() + verdict.headline[1:]
