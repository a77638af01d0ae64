"""Reads knowledge/causes/<id>/cause.yaml: the words, the picture, the fixes and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.knowledge.contract import CAUSE_NUMBERS, PLACES
from detachdoc.knowledge.lifeline import read_lifeline
from detachdoc.knowledge.nodes import Record
from detachdoc.knowledge.references import read_links, read_when
from detachdoc.knowledge.texts import checked, prose
from detachdoc.model.knowledge import Cause, FixAdvice, FixStep, Following, Popular

if TYPE_CHECKING:
    from detachdoc.knowledge.nodes import Value
    from detachdoc.knowledge.references import Names
    from detachdoc.model.knowledge import VariantSpec

_TEXTS = ("verdict", "what_happened", "why", "how_to_check", "why_not", "prevent")
_KEYS = (
    "number", "title", *_TEXTS, "places", "reveals", "lifeline", "fixes", "not_a_fix", "next_errors", "links",
)  # fmt: skip
_FIX_KEYS = ("id", "title", "summary", "why", "steps", "safety")


def read_cause(cause_id: str, top: Value | None, variants: tuple[VariantSpec, ...], names: Names) -> Cause:
    """Read one cause.

    Args:
        cause_id: name of its folder.
        top: the outermost value of its cause.yaml; None when the file cannot be read.
        variants: its examples, already read.
        names: what tree.yaml declares.
    """
    record = top.record(_KEYS) if top else Record({})
    texts = {key: prose(record, key) for key in _TEXTS}
    return Cause(
        id=cause_id,
        number=_number(cause_id, record),
        title=record.text("title"),
        places=_per_place(record, "places"),
        reveals=_per_place(record, "reveals"),
        lifeline=read_lifeline(record),
        fixes=_fixes(record, tuple(variant.id for variant in variants), names),
        not_a_fix=tuple(_popular(item, names) for item in record.items("not_a_fix", may_be_empty=True)),
        next_errors=tuple(_following(item, names) for item in record.items("next_errors", may_be_empty=True)),
        links=read_links(record),
        variants=variants,
        **texts,
    )


def _number(cause_id: str, record: Record) -> int:
    value = record.get("number")
    right = CAUSE_NUMBERS[cause_id]
    if value and value.whole(1, len(CAUSE_NUMBERS)) != right:
        value.complain(f"{cause_id} is cause number {right}; scripts rely on it")
    return right


def _per_place(record: Record, key: str) -> tuple[tuple[str, str], ...]:
    value = record.get(key)
    places = value.record(PLACES) if value else Record({})
    return tuple((place, prose(places, place)) for place in PLACES)


def _fixes(record: Record, variants: tuple[str, ...], names: Names) -> tuple[FixAdvice, ...]:
    items = record.items("fixes")
    fixes = tuple(_fix(item, variants, names) for item in items)
    seen: set[str] = set()
    for item, fix in zip(items, fixes, strict=True):
        if fix.id in seen:
            item.complain(f'the fix id "{fix.id}" is here twice')
        seen.add(fix.id)
        _check_last(item, fix, is_last=item is items[-1])
    return fixes


def _check_last(item: Value, fix: FixAdvice, *, is_last: bool) -> None:
    if is_last and fix.when:
        item.complain("the last fix must have no `when`, so that there is always one to show")
    if not is_last and not fix.when:
        item.complain(f'the fix "{fix.id}" has no `when`, so the fixes after it are never shown')


def _fix(item: Value, variants: tuple[str, ...], names: Names) -> FixAdvice:
    record = item.record(_FIX_KEYS, ("when", "variant"))
    variant = record.get("variant")
    return FixAdvice(
        id=record.text("id"),
        title=prose(record, "title"),
        summary=prose(record, "summary"),
        why=prose(record, "why"),
        steps=tuple(_step(step, names) for step in record.items("steps")),
        safety="safe" if _is_safe(record.get("safety")) else "review",
        when=read_when(record.get("when"), names),
        variants=tuple(one.one_of(variants, "variant") for one in variant.items_or_one()) if variant else (),
    )


def _step(item: Value, names: Names) -> FixStep:
    if not item.is_block:
        return FixStep(checked(item))
    record = item.record(("when", "do"))
    return FixStep(prose(record, "do"), read_when(record.get("when"), names))


def _is_safe(value: Value | None) -> bool:
    return value is not None and value.one_of(("safe", "review"), "safety") == "safe"


def _popular(item: Value, names: Names) -> Popular:
    record = item.record(("advice", "why_not"), ("when",))
    return Popular(prose(record, "advice"), prose(record, "why_not"), read_when(record.get("when"), names))


def _following(item: Value, names: Names) -> Following:
    record = item.record(("type", "says"), ("when",))
    return Following(record.text("type"), prose(record, "says"), read_when(record.get("when"), names))
