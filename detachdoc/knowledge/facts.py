"""Reads the `facts` and `situations` of tree.yaml: what the rooms may state, and what it speaks for.

Facts are read in two steps, because a value may support an outside reason that is declared further down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.knowledge.nodes import Value
from detachdoc.knowledge.references import read_supports, read_when
from detachdoc.knowledge.texts import evidence
from detachdoc.model.knowledge import FactSpec, FactValue, Situation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detachdoc.knowledge.nodes import Record
    from detachdoc.knowledge.references import Names


class _DeclaredValue(NamedTuple):
    id: str
    value: Value


class DeclaredFact(NamedTuple):
    """A fact whose names are known and whose details are still to be read."""

    id: str
    what: str
    values: tuple[_DeclaredValue, ...]
    labels: tuple[tuple[str, str], ...]

    def spec(self, names: Names) -> FactSpec:
        """Read the details."""
        return FactSpec(self.id, self.what, tuple(_value(declared, names) for declared in self.values), self.labels)


def read_facts(tree: Record) -> tuple[DeclaredFact, ...]:
    """The ids and values under `facts`."""
    return tuple(_declared(fact_id, value) for fact_id, value in tree.named("facts", "fact").items())


def read_situations(tree: Record, names: Names) -> tuple[Situation, ...]:
    """The list under `situations`."""
    return tuple(_situation(item, names) for item in tree.items("situations"))


def _declared(fact_id: str, value: Value) -> DeclaredFact:
    fact = value.record(("what", "values"), ("labels",))
    values = fact.named("values", "value")
    return DeclaredFact(
        fact_id, fact.text("what"), tuple(_DeclaredValue(*entry) for entry in values.items()), _labels(fact, values)
    )


def _labels(fact: Record, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    given = fact.get("labels")
    words = given.record((), tuple(values)) if given else None
    return tuple((value, words.text(value)) for value in values if words and words.get(value))


def _value(declared: _DeclaredValue, names: Names) -> FactValue:
    record = declared.value.record(("says",), ("supports", "source"))
    says = evidence(record)
    return FactValue(declared.id, says, read_supports(record.get("supports"), names), record.text("source"))


def _situation(item: Value, names: Names) -> Situation:
    record = item.record(("when", "supports"), ("says", "source"))
    return Situation(
        when=read_when(record.get("when"), names),
        says=evidence(record),
        supports=read_supports(record.get("supports"), names),
        source=record.text("source"),
    )
