"""Reads the `questions` of tree.yaml: their words, their answers, and where each answer leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from detachdoc.knowledge.contract import CAUSE_NUMBERS
from detachdoc.knowledge.problems import did_you_mean
from detachdoc.knowledge.references import read_fact, read_when
from detachdoc.knowledge.texts import checked, prose
from detachdoc.model.asking import UNKNOWN
from detachdoc.model.knowledge import TreeAnswer, TreeQuestion, Wording

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Record, Value
    from detachdoc.knowledge.references import Names

_LeadsTo = Literal["cause", "outside", "next"]
_DESTINATIONS: tuple[_LeadsTo, ...] = ("cause", "outside", "next")
_LARGEST_SHARE = 1000


def read_questions(tree: Record, names: Names) -> tuple[TreeQuestion, ...]:
    """The block under `questions`."""
    return tuple(_question(id_, value, names) for id_, value in tree.named("questions", "question").items())


def _question(question_id: str, value: Value, names: Names) -> TreeQuestion:
    record = value.record(("ask", "how_to_check", "answers"), ("wordings",))
    answers = record.named("answers", "answer")
    if len(answers) == 1:
        value.complain(f'the question "{question_id}" has only one answer, so it asks nothing')
    return TreeQuestion(
        id=question_id,
        ask=prose(record, "ask"),
        how_to_check=prose(record, "how_to_check"),
        answers=tuple(_answer(id_, answer, names) for id_, answer in answers.items()),
        wordings=tuple(_wording(item, tuple(answers), names) for item in record.items("wordings")),
    )


def _answer(answer_id: str, value: Value, names: Names) -> TreeAnswer:
    if answer_id == UNKNOWN:
        value.complain(f'the answer id "{UNKNOWN}" is taken: every question offers "I don\'t know" by itself')
    record = value.record(("label",), (*_DESTINATIONS, "facts", "share", "rules_out"))
    kind, leads_to = _destination(record, value, names)
    share = record.get("share")
    return TreeAnswer(
        id=answer_id,
        label=prose(record, "label"),
        leads_to=leads_to,
        kind=kind,
        facts=tuple(read_fact(item, names) for item in record.items("facts")),
        share=share.number(0, _LARGEST_SHARE) if share else 1.0,
        rules_out=prose(record, "rules_out"),
    )


def _destination(record: Record, answer: Value, names: Names) -> tuple[_LeadsTo, str]:
    given = [kind for kind in _DESTINATIONS if record.get(kind)]
    if len(given) != 1:
        answer.complain(f"{answer.trail} must have exactly one of: cause, outside, next")
    kind = given[0] if given else "cause"
    return kind, record.text(kind) if not given else _known(record, kind, names)


def _known(record: Record, kind: _LeadsTo, names: Names) -> str:
    value = record.get(kind)
    known = {"cause": tuple(CAUSE_NUMBERS), "outside": names.outside, "next": names.questions}[kind]
    what = {"cause": "cause", "outside": "outside reason", "next": "question"}[kind]
    return value.one_of(known, what) if value else ""


def _wording(item: Value, answers: tuple[str, ...], names: Names) -> Wording:
    record = item.record(("when", "ask"), ("how_to_check", "labels"))
    labels = record.entries("labels")
    for answer_id, label in labels.items():
        if answer_id not in answers:
            label.complain(f'the question has no answer "{answer_id}"{did_you_mean(answer_id, answers)}')
    return Wording(
        when=read_when(record.get("when"), names),
        ask=prose(record, "ask"),
        how_to_check=prose(record, "how_to_check"),
        labels=tuple((answer_id, checked(label)) for answer_id, label in labels.items()),
    )
