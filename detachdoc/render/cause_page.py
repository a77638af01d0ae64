"""What does `explain` say about a cause? Its texts without anybody's names, and one example of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.decision.words import fill
from detachdoc.model.diagnosis import Bar, Snippet
from detachdoc.model.knowledge import Cause
from detachdoc.render.texts import mapped

if TYPE_CHECKING:
    from detachdoc.model.knowledge import VariantSpec, When

#: Fields that hold code, whose braces are no placeholders.
_CODE = frozenset({"before", "after"})


class Example(NamedTuple):
    """One variant as a change."""

    title: str
    before: Snippet
    after: Snippet
    diff: str


class CausePage(NamedTuple):
    """Everything on the page of one cause."""

    #: With neutral phrases in place of a user's names.
    cause: Cause
    lifeline: tuple[Bar, ...]
    #: None when the cause has no variants yet.
    example: Example | None


def page_of(cause: Cause) -> CausePage:
    """The page of a cause from the knowledge folder."""
    neutral = mapped(cause, lambda field, text: text if field in _CODE else fill(text, {}))
    bars = tuple(Bar(row.label, row.start, row.end, row.used, row.says) for row in neutral.lifeline)
    shown = _shown(neutral)
    return CausePage(neutral, bars, _example(shown) if shown else None)


def condition(when: When) -> str:
    """`when` in words, e.g. `access site: streaming or middleware; operation: refresh`; empty for always."""
    return "; ".join(f"{fact.replace('-', ' ')}: {' or '.join(values)}" for fact, values in when)


def _shown(cause: Cause) -> VariantSpec | None:
    """The variant of the general fix, which is the last one; else the first."""
    wanted = cause.fixes[-1].variant if cause.fixes else None
    return next((one for one in cause.variants if one.id == wanted), next(iter(cause.variants), None))


def _example(variant: VariantSpec) -> Example:
    from difflib import SequenceMatcher, unified_diff

    left, right = variant.before.splitlines(), variant.after.splitlines()
    changes = [code for code in SequenceMatcher(None, left, right, autojunk=False).get_opcodes() if code[0] != "equal"]
    old = tuple(line for _, first, last, _, _ in changes for line in range(first + 1, last + 1))
    new = tuple(line for _, _, _, first, last in changes for line in range(first + 1, last + 1))
    diff = "\n".join(unified_diff(left, right, "before", "after", lineterm="", n=len(left) + len(right)))
    return Example(variant.title, Snippet(variant.before, None, 1, old), Snippet(variant.after, None, 1, new), diff)
