"""Which question is worth asking next: the one that is expected to leave the least doubt."""

from collections.abc import Iterable, Mapping
from math import log2
from typing import NamedTuple

from detachdoc.decision import leaves as lv
from detachdoc.decision.leaves import Leaf
from detachdoc.model.knowledge import Tree, TreeQuestion

#: A question that is expected to remove less doubt than this (in bits) is not worth a person's time.
_WORTH_ASKING = 0.02


class Telling(NamedTuple):
    """The state of a walk, seen from the questions that are left."""

    tree: Tree
    leaves: tuple[Leaf, ...]
    #: Question id -> answer id, unknown ones left out.
    known: Mapping[str, str]
    #: Ids of the questions that were answered in any way, `unknown` included: never put again.
    put: frozenset[str]

    def next_question(self) -> TreeQuestion | None:
        """Return the most telling question that may be asked now, or None when none would change anything."""
        worth = [(self.gain(one), one) for one in self.tree.questions if self._may_ask(one)]
        worth = [(gain, one) for gain, one in worth if gain >= _WORTH_ASKING and self._could_change(one)]
        return max(worth, key=lambda pair: pair[0])[1] if worth else None

    def open_questions(self) -> tuple[TreeQuestion, ...]:
        """Return every question without an answer that could still matter, the most telling first.

        A question stands behind the one it follows from, since it makes no sense before.
        """
        unanswered = [one for one in self.tree.questions if one.id not in self.known]
        worth = [(self._depth(one), -self.gain(one), one.id, one) for one in unanswered]
        worth = [
            entry for entry in worth if -entry[1] >= _WORTH_ASKING and any(map(self._fits, self._ways_to(entry[3])))
        ]
        return tuple(entry[3] for entry in sorted(worth, key=lambda entry: entry[:3]))

    def gain(self, question: TreeQuestion) -> float:
        """Return the expected removal of doubt by an answer, in bits."""
        mass = self._answer_mass(question)
        total = sum(mass.values())
        if total <= 0:
            return 0.0
        after = sum(part / total * _doubt(self._given(question, answer, part / total)) for answer, part in mass.items())
        return max(0.0, _doubt(self.leaves) - after)

    def _given(self, question: TreeQuestion, answer: str, share: float) -> tuple[Leaf, ...]:
        """The leaves after `answer`; those the question does not concern are as likely as before."""
        concerned = {leaf.path for leaf in self.leaves if any(asked == question.id for asked, _ in leaf.path)}
        return lv.normalise(
            leaf._replace(weight=leaf.weight * (share if leaf.path not in concerned else 1))
            for leaf in self.leaves
            if not lv.contradicts(leaf, question.id, answer)
        )

    def _answer_mass(self, question: TreeQuestion) -> dict[str, float]:
        mass: dict[str, float] = {}
        for leaf in self.leaves:
            for asked, answer in leaf.path:
                if asked == question.id:
                    mass[answer] = mass.get(answer, 0) + leaf.weight
        return mass

    def _may_ask(self, question: TreeQuestion) -> bool:
        """Whether it was not put yet, and every question it follows from was."""
        return question.id not in self.put and any(
            self._fits(before) and all(asked in self.put for asked, _ in before) for before in self._ways_to(question)
        )

    def _could_change(self, question: TreeQuestion) -> bool:
        """Whether some answer would lead to another verdict; while there is none, every answer helps."""
        now = self._verdict(self.leaves)
        return now is None or any(
            self._verdict(lv.answered(self.leaves, question.id, answer.id, "user")) != now
            for answer in question.answers
        )

    def _verdict(self, leaves: Iterable[Leaf]) -> str | None:
        likeliest, probability = max(lv.totals(leaves).items(), key=lambda pair: pair[1])
        return likeliest if probability >= self.tree.threshold else None

    def _fits(self, before: tuple[tuple[str, str], ...]) -> bool:
        return all(self.known.get(asked, answer) == answer for asked, answer in before)

    def _depth(self, question: TreeQuestion) -> int:
        return min(len(before) for before in self._ways_to(question))

    def _ways_to(self, question: TreeQuestion) -> list[tuple[tuple[str, str], ...]]:
        ways = []
        for leaf in self.leaves:
            ids = [asked for asked, _ in leaf.path]
            if question.id in ids:
                ways.append(leaf.path[: ids.index(question.id)])
        return ways


def _doubt(leaves: Iterable[Leaf]) -> float:
    """Return the entropy over causes, in bits."""
    return -sum(part * log2(part) for part in lv.totals(leaves).values() if part > 0)
