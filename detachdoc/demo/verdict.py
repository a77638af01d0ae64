"""What does detachdoc itself say about the log of an example?"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from detachdoc import api
from detachdoc.ask.scripted import ScriptedAsker
from detachdoc.ask.silent import SilentAsker
from detachdoc.model.diagnosis import Diagnosis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.demo.examples import Example
    from detachdoc.model.knowledge import Knowledge, Tree, TreeAnswer

#: `(question id, answer)` from the first question to a cause.
_Path = tuple[tuple[str, "TreeAnswer"], ...]


class Verdict(NamedTuple):
    """A diagnosis, and how it came about."""

    diagnosis: Diagnosis
    #: `question=answer` words that had to be given, because log and source left them open.
    answered: tuple[str, ...]
    is_right: bool


def judge(log: str, example: Example, known: Knowledge, fastapi_version: str) -> Verdict:
    """Diagnose the log with before.py as the source.

    Args:
        log: what before.py printed.
        example: whose log it is. Questions that stay open are answered as its author would.
        known: the knowledge.
        fastapi_version: the installed one.
    """
    report = api.read_text(log)
    with _source(example) as folder:
        diagnose = partial(api.diagnose, report, source=folder, fastapi_version=fastapi_version, known=known)
        alone = diagnose()[0]
        if alone.outcome != "undecided":
            return Verdict(alone, (), _names(alone, example))
        answers = answers_to(example, known.tree)
        helped = diagnose(asker=ScriptedAsker(answers, SilentAsker()))[0]
    given = tuple(f"{taken.question}={taken.answer}" for taken in helped.answers if taken.by == "user")
    return Verdict(helped, given, _names(helped, example))


def answers_to(example: Example, tree: Tree) -> dict[str, str]:
    """Return the answers that lead to the example's cause, by the way its facts describe."""
    stated = {(fact, value) for fact, values in example.variant.when for value in values}
    paths = list(_paths(tree.root, example.cause.id, tree))
    best = max(paths, key=lambda path: sum(not stated.isdisjoint(answer.facts) for _, answer in path))
    return {question: answer.id for question, answer in best}


def _paths(question_id: str, cause_id: str, tree: Tree) -> Iterator[_Path]:
    question = next(one for one in tree.questions if one.id == question_id)
    for answer in question.answers:
        if answer.kind == "cause" and answer.leads_to == cause_id:
            yield ((question_id, answer),)
        elif answer.kind == "next":
            yield from (((question_id, answer), *path) for path in _paths(answer.leads_to, cause_id, tree))


@contextmanager
def _source(example: Example) -> Iterator[str]:
    """A folder with before.py alone: after.py and popular.py define the same names, as no user's project does."""
    with tempfile.TemporaryDirectory() as folder:
        script = example.script("before.py")
        if script is not None:
            shutil.copy(script, folder)
        yield folder


def _names(diagnosis: Diagnosis, example: Example) -> bool:
    return diagnosis.cause is not None and diagnosis.cause.id == example.cause.id
