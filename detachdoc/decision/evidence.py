"""Turns facts into the evidence a reader sees: one sentence, its place, and which causes it speaks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.decision import leaves as lv
from detachdoc.decision.words import fill
from detachdoc.model.diagnosis import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detachdoc.model.facts import Fact
    from detachdoc.model.knowledge import Tree


def gathered(tree: Tree, facts: Sequence[Fact], words: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Return what was seen, in the tree's order; facts without words of their own are left out."""
    return (*_from_facts(tree, facts, words), *_from_situations(tree, facts, words))


def _from_facts(tree: Tree, facts: Sequence[Fact], words: Mapping[str, str]) -> Iterator[Evidence]:
    for spec in tree.facts:
        for value in spec.values:
            stated = sorted(fact for fact in facts if (fact.id, fact.value) == (spec.id, value.id))
            for fact in stated[:1] if value.says else ():
                says = fill(value.says, {**words, **_own_words(fact)})
                yield Evidence(f"{spec.id}={value.id}", says, fact.source, fact.where, _causes(tree, value.supports))


def _from_situations(tree: Tree, facts: Sequence[Fact], words: Mapping[str, str]) -> Iterator[Evidence]:
    for held in lv.situations_held(tree, facts):
        if held.says:
            name = "+".join(f"{fact}={values[0]}" for fact, values in held.when)
            yield Evidence(name, fill(held.says, words), "environment", None, _causes(tree, held.supports))


def _own_words(fact: Fact) -> dict[str, str]:
    words = dict(fact.words)
    if fact.where is not None:
        words.setdefault("where", fact.where.ref)
        if fact.where.function:
            words.setdefault("function", fact.where.function)
    return words


def _causes(tree: Tree, supports: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Only the six: the contract's `supports` names causes."""
    return tuple((to, factor) for to, factor in supports if to in tree.precedence)
