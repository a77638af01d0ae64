"""The real knowledge and people to ask, for the tests of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc import knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detachdoc.model.diagnosis import OpenQuestion

KNOWN = knowledge.load()
TREE = KNOWN.tree
SIX = frozenset(TREE.precedence)


class Person(NamedTuple):
    """Answers from a list, prepared (`--answer`) or when asked; keeps count of what was asked."""

    says: Mapping[str, str]
    asked: list[str]
    beforehand: bool = False
    otherwise: str | None = None

    def scripted(self, question_id: str) -> str | None:
        return self.says.get(question_id) if self.beforehand else None

    def ask(self, question: OpenQuestion, asked_before: int) -> str | None:
        if self.beforehand:
            return None
        assert asked_before == len(self.asked)
        self.asked.append(question.id)
        return self.says.get(question.id, self.otherwise)


def person(says: Mapping[str, str] | None = None, *, beforehand: bool = False, otherwise: str | None = None) -> Person:
    return Person(says or {}, [], beforehand, otherwise)
