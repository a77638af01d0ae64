"""What does `explain` say about a cause? Its texts without anybody's names, and one example of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detachdoc.decision.words import fill
from detachdoc.model.diagnosis import Bar, Snippet
from detachdoc.model.knowledge import Cause, Proof
from detachdoc.render.texts import mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.knowledge import FactSpec, VariantSpec, When

#: Fields that hold code, whose braces are no placeholders.
_CODE = frozenset({"before", "after"})
#: A page is about one attribute, whichever it is; for the rest the usual neutral words fit.
_WORDS = {"attribute": "the attribute"}


class Example(NamedTuple):
    """One variant as a change."""

    title: str
    before: Snippet
    after: Snippet
    diff: str


#: Fact id -> value -> the words for it.
Labels = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class CausePage(NamedTuple):
    """Everything on the page of one cause."""

    #: With neutral phrases in place of a user's names.
    cause: Cause
    labels: Labels
    lifeline: tuple[Bar, ...]
    #: None when the cause has no variants yet.
    example: Example | None
    #: One sentence for each example: on which releases its first half fails.
    proven: tuple[str, ...]
    #: What all of them were run on; empty when that is unknown.
    run_on: str
    #: A test to paste.
    test: str


def page_of(cause: Cause, facts: Sequence[FactSpec], proof: Proof) -> CausePage:
    """The page of a cause.

    Args:
        cause: from the knowledge folder.
        facts: the tree's, for the words of conditions.
        proof: what the examples were run on, and a test.
    """
    neutral = mapped(cause, lambda field, text: text if field in _CODE else fill(text, _WORDS))
    bars = tuple(Bar(row.label, row.start, row.end, row.used, row.says) for row in neutral.lifeline)
    shown = _shown(neutral)
    labels = tuple((fact.id, fact.labels) for fact in facts)
    example = _example(shown) if shown else None
    proven = tuple(_proven(variant) for variant in neutral.variants)
    return CausePage(neutral, labels, bars, example, proven, _run_on(proof), proof.test)


def _proven(variant: VariantSpec) -> str:
    names = {"fastapi": "FastAPI", "sqlalchemy": "SQLAlchemy"}
    where = [f"{names.get(package, package)} {specifier}" for package, specifier in variant.raises_when]
    return f"{variant.title}: fails on {' with '.join(where) if where else 'every release'}"


def _run_on(proof: Proof) -> str:
    if not (proof.fastapi and proof.sqlalchemy):
        return ""
    return f"FastAPI {', '.join(proof.fastapi)} and the newest, with SQLAlchemy {', '.join(proof.sqlalchemy)}"


def condition(when: When, labels: Labels) -> str:
    """`when` in words, e.g. `while the response streams or in a middleware; with an AsyncSession`; empty for always.

    Args:
        when: of a fix or an advice.
        labels: of the page. A value without one is named by its id.
    """
    words = dict(labels)
    return "; ".join(
        _either([dict(words.get(fact, ())).get(value, value) for value in values]) for fact, values in when
    )


def _either(labels: Sequence[str]) -> str:
    """`a, b or c`, with the words all of them begin with said once."""
    parts = [label.split() for label in labels]
    shared = 0
    while len(parts) > 1 and len({tuple(part[: shared + 1]) for part in parts}) == 1 < min(map(len, parts)) - shared:
        shared += 1
    *others, last = (" ".join(part[shared:]) for part in parts)
    both = f"{', '.join(others)} or {last}" if others else last
    return " ".join([*parts[0][:shared], both])


def _shown(cause: Cause) -> VariantSpec | None:
    """The variant of the general fix, which is the last one; else the first."""
    wanted = cause.fixes[-1].variants[:1] if cause.fixes else ()
    return next((one for one in cause.variants if one.id in wanted), next(iter(cause.variants), None))


def _example(variant: VariantSpec) -> Example:
    from difflib import SequenceMatcher, unified_diff

    left, right = variant.before.splitlines(), variant.after.splitlines()
    changes = [code for code in SequenceMatcher(None, left, right, autojunk=False).get_opcodes() if code[0] != "equal"]
    old = tuple(line for _, first, last, _, _ in changes for line in range(first + 1, last + 1))
    new = tuple(line for _, _, _, first, last in changes for line in range(first + 1, last + 1))
    diff = "\n".join(unified_diff(left, right, "before", "after", lineterm="", n=len(left) + len(right)))
    return Example(variant.title, Snippet(variant.before, None, 1, old), Snippet(variant.after, None, 1, new), diff)
