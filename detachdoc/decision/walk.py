"""Walks the tree: answers each question from `--answer`, a fact, the user, or not at all."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from detachdoc.decision import leaves as lv
from detachdoc.decision.leaves import Leaf
from detachdoc.decision.telling import Telling
from detachdoc.model.asking import UNKNOWN, Asker
from detachdoc.model.diagnosis import AnsweredBy, AnswerTaken, OpenQuestion
from detachdoc.model.facts import Fact
from detachdoc.model.knowledge import Tree, TreeQuestion

#: From here on another question would only annoy. Above the threshold at which a cause is named, because
#: somebody who can be asked is worth one more question where a script is not.
ENOUGH = 0.95


class Walk(NamedTuple):
    """Where a walk ended."""

    leaves: tuple[Leaf, ...]
    answers: tuple[AnswerTaken, ...]
    #: Questions whose answers could still change the verdict, the most telling first.
    still_open: tuple[TreeQuestion, ...]


class Disagreement(NamedTuple):
    """An answer of the user's, and what the facts say instead."""

    question: str
    told: str
    shown: str
    by: AnsweredBy


def walk(tree: Tree, facts: Sequence[Fact], asker: Asker, word: Callable[[TreeQuestion], OpenQuestion]) -> Walk:
    """Answer what can be answered and ask what is worth asking.

    Args:
        tree: the questions.
        facts: what is known; their order does not matter.
        asker: who may answer the rest.
        word: puts a question into the words of this situation.

    Raises:
        Interrupted: when the person asked pressed Ctrl-C.
    """
    state = Walk(lv.weigh(lv.plant(tree), tree, facts), (), ())
    for question in tree.questions:
        given = _beforehand(tree, state.leaves, question, facts, asker)
        if given is not None:
            state = _take(state, given)
    state = _dialogue(tree, state, asker, word)
    return state._replace(still_open=Telling(tree, state.leaves, _known(state), frozenset()).open_questions())


def _dialogue(tree: Tree, state: Walk, asker: Asker, word: Callable[[TreeQuestion], OpenQuestion]) -> Walk:
    asked = 0
    while max(lv.totals(state.leaves).values()) < ENOUGH:
        put = frozenset(taken.question for taken in state.answers)
        question = Telling(tree, state.leaves, _known(state), put).next_question()
        if question is None:
            break
        answer = asker.ask(word(question), asked)
        if answer is None:
            break
        asked += 1
        state = _take(state, _told(question.id, answer, "answered in the dialogue"))
    return state


def _known(state: Walk) -> dict[str, str]:
    return {taken.question: taken.answer for taken in state.answers if taken.by != "unknown"}


def _take(state: Walk, taken: AnswerTaken) -> Walk:
    answers = (*state.answers, taken)
    if taken.by == "unknown":
        return state._replace(answers=answers)
    return state._replace(leaves=lv.answered(state.leaves, taken.question, taken.answer, taken.by), answers=answers)


def _beforehand(
    tree: Tree, leaves: Sequence[Leaf], question: TreeQuestion, facts: Sequence[Fact], asker: Asker
) -> AnswerTaken | None:
    scripted = asker.scripted(question.id)
    if scripted is not None:
        return _told(question.id, scripted, "--answer")
    return _from_facts(tree, leaves, question, facts)


def _told(question_id: str, answer: str, reason: str) -> AnswerTaken:
    return AnswerTaken(question_id, answer, "unknown" if answer == UNKNOWN else "user", reason)


def disagreements(tree: Tree, taken: Walk, facts: Sequence[Fact]) -> tuple[Disagreement, ...]:
    """Return the user's answers that the facts contradict."""
    told = {one.question: one.answer for one in taken.answers if one.by == "user"}
    asked = (question for question in tree.questions if question.id in told)
    shown = [one for one in (_from_facts(tree, taken.leaves, question, facts) for question in asked) if one is not None]
    return tuple(
        Disagreement(one.question, told[one.question], one.answer, one.by)
        for one in shown
        if one.answer != told[one.question]
    )


def _from_facts(
    tree: Tree, leaves: Sequence[Leaf], question: TreeQuestion, facts: Sequence[Fact]
) -> AnswerTaken | None:
    found = [
        (_rank(tree, leaves, question, answer.id), answer.id, fact)
        for answer in question.answers
        for fact in facts
        if (fact.id, fact.value) in answer.facts
    ]
    if not found:
        return None
    _, answer_id, fact = min(found, key=lambda one: (one[0], one[1], one[2].reason, one[2].source))
    return AnswerTaken(question.id, answer_id, fact.source, fact.reason)


def _rank(tree: Tree, leaves: Sequence[Leaf], question: TreeQuestion, answer_id: str) -> int:
    """Where several facts answer differently, the cause that is first in the precedence wins."""
    reached = {leaf.leads_to for leaf in leaves if (question.id, answer_id) in leaf.path}
    ranks = [tree.precedence.index(cause) for cause in reached if cause in tree.precedence]
    return min(ranks, default=-1)
