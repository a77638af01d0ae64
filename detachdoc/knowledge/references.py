"""Reads what refers to other entries: facts in `when` and `facts`, causes and reasons in `supports`.

The names are gathered before anything that refers to them is read, so every wrong one is reported at its
own line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.knowledge.contract import CAUSE_NUMBERS
from detachdoc.knowledge.problems import did_you_mean
from detachdoc.model.knowledge import Link

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Record, Value
    from detachdoc.model.knowledge import When

#: A factor on the odds beyond this is certainty, which only the tree's answers may express.
_LARGEST_SUPPORT = 1000


class Names(NamedTuple):
    """The ids that tree.yaml declares."""

    #: Fact id -> its values. Empty when tree.yaml cannot be read; then facts are not checked.
    facts: dict[str, tuple[str, ...]]
    outside: tuple[str, ...]
    questions: tuple[str, ...]


def read_when(value: Value | None, names: Names) -> When:
    """`{fact-id: value}` or `{fact-id: [value, ...]}`; empty when there is none."""
    if value is None:
        return ()
    return tuple(
        (fact_id, tuple(_fact_value(item, fact_id, item.text(), names) for item in accepted.items_or_one()))
        for fact_id, accepted in value.entries().items()
    )


def read_fact(value: Value, names: Names) -> tuple[str, str]:
    """`fact-id=value`, as an answer names the facts that give it."""
    fact_id, equals, fact_value = value.text().partition("=")
    if not equals:
        value.complain(f"{value.trail} must be written as fact-id=value, for example journey=straight")
        return "", ""
    return fact_id, _fact_value(value, fact_id, fact_value, names)


def read_supports(value: Value | None, names: Names) -> tuple[tuple[str, float], ...]:
    """`{cause-or-reason-id: factor}`; empty when there is none."""
    if value is None:
        return ()
    known = (*CAUSE_NUMBERS, *names.outside)
    for target, factor in value.entries().items():
        if target not in known:
            factor.complain(f'unknown cause or outside reason "{target}"{did_you_mean(target, known)}')
    return tuple((target, factor.number(0, _LARGEST_SUPPORT)) for target, factor in value.entries().items())


def read_links(record: Record) -> tuple[Link, ...]:
    """`links`: official pages; empty when the key is absent."""
    return tuple(_link(item) for item in record.items("links"))


def _link(item: Value) -> Link:
    link = item.record(("title", "url"))
    url = link.get("url")
    if url and not url.text().startswith("https://"):
        url.complain(f"{url.trail} must start with https://")
    return Link(link.text("title"), link.text("url"))


def _fact_value(value: Value, fact_id: str, fact_value: str, names: Names) -> str:
    if not names.facts or not fact_value:
        return fact_value
    if fact_id not in names.facts:
        value.complain(f'unknown fact "{fact_id}"{did_you_mean(fact_id, names.facts)}')
    elif fact_value not in names.facts[fact_id]:
        hint = did_you_mean(fact_value, names.facts[fact_id])
        value.complain(f'the fact {fact_id} has no value "{fact_value}"{hint}')
    return fact_value
