"""The leaves of the tree and their weights: which cause is how likely, given facts and answers.

A leaf is one path from the root to a cause (or to a reason outside the six). Its weight is the prior of
where it leads, times the factors of every fact that holds, times a small remainder for each answer that
contradicts it. Multiplication has no order, so neither has the verdict.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from detachdoc.model.diagnosis import AnsweredBy
from detachdoc.model.facts import Fact
from detachdoc.model.knowledge import FactValue, Situation, Tree, When

#: What is left of a leaf that an answer contradicts. People who answer a plain question are believed even about
#: the rarest cause; tracing source code can be fooled; a recording is what happened.
_REMAINDER: Mapping[AnsweredBy, float] = {
    "user": 0.00002,
    "source": 0.02,
    "traceback": 0.05,
    "environment": 0.05,
    "recorder": 0.002,
}


class Leaf(NamedTuple):
    """One way through the tree."""

    #: Cause id or outside-reason id.
    leads_to: str
    #: Question id -> answer id, root first.
    path: tuple[tuple[str, str], ...]
    weight: float
    #: Whether it leads to a reason outside the six.
    outside: bool = False


def plant(tree: Tree) -> tuple[Leaf, ...]:
    """Return every leaf of `tree` with its prior weight; the weights sum to 1."""
    paths = list(_paths(tree, tree.root, ()))
    shares: dict[str, float] = {}
    for leads_to, _, share in paths:
        shares[leads_to] = shares.get(leads_to, 0) + share
    priors = _priors(tree)
    outside = {reason.id for reason in tree.outside}
    return tuple(Leaf(to, path, priors[to] * share / shares[to], to in outside) for to, path, share in paths)


def _paths(
    tree: Tree, question_id: str, so_far: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...], float]]:
    question = next(one for one in tree.questions if one.id == question_id)
    for answer in question.answers:
        path = (*so_far, (question_id, answer.id))
        if answer.kind == "next":
            yield from _paths(tree, answer.leads_to, path)
        else:
            yield answer.leads_to, path, answer.share


def _priors(tree: Tree) -> dict[str, float]:
    outside = {reason.id: reason.prior for reason in tree.outside}
    inside = 1 - sum(outside.values())
    total = sum(weight for _, weight in tree.priors)
    return {cause: weight / total * inside for cause, weight in tree.priors} | outside


def weigh(leaves: Iterable[Leaf], tree: Tree, facts: Iterable[Fact]) -> tuple[Leaf, ...]:
    """Return `leaves` with the factors of `facts` and of the situations they form, summing to 1."""
    factors: dict[str, float] = {}
    supports = [value.supports for value in values_held(tree, facts)]
    supports += [situation.supports for situation in situations_held(tree, facts)]
    for leads_to, factor in (pair for pairs in supports for pair in pairs):
        factors[leads_to] = factors.get(leads_to, 1) * factor
    return normalise(leaf._replace(weight=leaf.weight * factors.get(leaf.leads_to, 1)) for leaf in leaves)


def answered(leaves: Iterable[Leaf], question: str, answer: str, by: AnsweredBy) -> tuple[Leaf, ...]:
    """Return `leaves` after `answer`: those that contradict it keep only a remainder.

    An answer that is a reason outside the six explains the error whole, so it contradicts every other leaf, also those
    that the question is never asked for.
    """
    every = tuple(leaves)
    whole = any(leaf.outside and (question, answer) in leaf.path for leaf in every)
    remainder = _REMAINDER[by]
    return normalise(
        leaf._replace(weight=leaf.weight * remainder)
        if contradicts(leaf, question, answer) or (whole and (question, answer) not in leaf.path)
        else leaf
        for leaf in every
    )


def contradicts(leaf: Leaf, question: str, answer: str) -> bool:
    """Whether `leaf` lies on another answer to `question`."""
    return any(asked == question and given != answer for asked, given in leaf.path)


def normalise(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Return `leaves` scaled so that their weights sum to 1."""
    kept = tuple(leaves)
    total = sum(leaf.weight for leaf in kept)
    return tuple(leaf._replace(weight=leaf.weight / total) for leaf in kept)


def totals(leaves: Iterable[Leaf]) -> dict[str, float]:
    """Return the probability of each cause and outside reason."""
    sums: dict[str, float] = {}
    for leaf in leaves:
        sums[leaf.leads_to] = sums.get(leaf.leads_to, 0) + leaf.weight
    return sums


def values_held(tree: Tree, facts: Iterable[Fact]) -> Iterator[FactValue]:
    """Yield the tree's entry for each distinct fact, in the tree's order."""
    stated = {(fact.id, fact.value) for fact in facts}
    for spec in tree.facts:
        yield from (value for value in spec.values if (spec.id, value.id) in stated)


def situations_held(tree: Tree, facts: Iterable[Fact]) -> Iterator[Situation]:
    """Yield the situations whose facts all hold, in the tree's order."""
    stated = by_id(facts)
    yield from (situation for situation in tree.situations if holds(situation.when, stated))


def by_id(facts: Iterable[Fact]) -> dict[str, set[str]]:
    """Return fact id -> the values stated for it."""
    stated: dict[str, set[str]] = {}
    for fact in facts:
        stated.setdefault(fact.id, set()).add(fact.value)
    return stated


def holds(when: When, stated: Mapping[str, set[str]]) -> bool:
    """Whether every condition of `when` is met by one of the values stated."""
    return all(not stated.get(fact, set()).isdisjoint(values) for fact, values in when)
