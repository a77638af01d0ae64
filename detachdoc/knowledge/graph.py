"""Can every question, cause and outside reason be reached from the first question, and does each path end?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Record
    from detachdoc.model.knowledge import Tree, TreeQuestion


def check_paths(tree: Tree, record: Record) -> None:
    """Note each question or leaf that no path reaches, and each path that comes back to itself."""
    questions = {question.id: question for question in tree.questions}
    if tree.root not in questions:
        return
    reached = _reached(tree.root, questions)
    _check_reached(tree, record, questions, reached)
    for question_id in _on_cycles(tree.root, questions):
        value = record.entries("questions")[question_id]
        value.complain(f'the question "{question_id}" leads back to itself; a path must end')


def _check_reached(tree: Tree, record: Record, questions: dict[str, TreeQuestion], reached: frozenset[str]) -> None:
    for question_id, value in record.entries("questions").items():
        if question_id not in reached:
            value.complain(f'no answer leads to the question "{question_id}", so it is never asked')
    leaves = {answer.leads_to for id_ in reached for answer in questions[id_].answers if answer.kind != "next"}
    for reason_id, value in record.entries("outside").items():
        if reason_id not in leaves:
            value.complain(f'no answer leads to the outside reason "{reason_id}"')
    for cause_id, _ in tree.priors:
        top = record.get("questions")
        if cause_id not in leaves and top:
            top.complain(f'no answer leads to the cause "{cause_id}"')


def _reached(root: str, questions: dict[str, TreeQuestion]) -> frozenset[str]:
    reached: set[str] = set()
    waiting = [root]
    while waiting:
        question_id = waiting.pop()
        if question_id in questions and question_id not in reached:
            reached.add(question_id)
            waiting.extend(_next(questions[question_id]))
    return frozenset(reached)


def _on_cycles(root: str, questions: dict[str, TreeQuestion]) -> tuple[str, ...]:
    # Reaching itself from any of its next questions puts a question on a cycle; trees are small.
    return tuple(
        question_id
        for question_id in sorted(_reached(root, questions))
        if any(question_id in _reached(step, questions) for step in _next(questions[question_id]))
    )


def _next(question: TreeQuestion) -> list[str]:
    return [answer.leads_to for answer in question.answers if answer.kind == "next"]
