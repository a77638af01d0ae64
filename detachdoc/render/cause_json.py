"""What do `explain --json` and `causes --json` print? The causes key by key, with the head of `diagnose --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detachdoc.render.cause_page import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.knowledge import Cause, FixAdvice, Proof, VariantSpec, When
    from detachdoc.render.cause_page import Example

Json = dict[str, Any]


def explanation(cause: Cause, proof: Proof, *, version: str, knowledge: str | None = None) -> Json:
    """The document of one cause.

    Args:
        cause: from the knowledge folder.
        proof: what its examples were run on, and a test.
        version: the tool's.
        knowledge: version of the knowledge folder.
    """
    page = page_of(cause, (), proof)
    told = page.cause
    return {
        **_head(version, knowledge),
        "cause": {
            **_named(told),
            "what_happened": told.what_happened,
            "why": told.why,
            "how_to_check": told.how_to_check,
            "places": dict(told.places),
            "reveals": dict(told.reveals),
            "fixes": [_fix(fix) for fix in told.fixes],
            "example": None if page.example is None else _example(page.example),
            "not_a_fix": [
                {"advice": item.advice, "why_not": item.why_not, "when": _when(item.when)} for item in told.not_a_fix
            ],
            "prevent": told.prevent,
            "next_errors": [{"type": item.type, "says": item.says} for item in told.next_errors],
            "links": [{"title": link.title, "url": link.url} for link in told.links],
            "variants": [_variant(variant) for variant in told.variants],
            "verified_on": {"fastapi": list(proof.fastapi), "sqlalchemy": list(proof.sqlalchemy)},
            "regression_test": page.test,
        },
    }


def listing(causes: Sequence[Cause], *, version: str, knowledge: str | None = None) -> Json:
    """The document of all causes, by number."""
    ranked = sorted(causes, key=lambda cause: cause.number)
    return {**_head(version, knowledge), "causes": [_named(cause) for cause in ranked]}


def _head(version: str, knowledge: str | None) -> Json:
    return {"schema_version": 1, "tool": {"name": "detachdoc", "version": version, "knowledge": knowledge}}


def _named(cause: Cause) -> Json:
    return {"id": cause.id, "number": cause.number, "title": cause.title}


def _when(when: When) -> Json:
    return {fact: list(values) for fact, values in when}


def _fix(fix: FixAdvice) -> Json:
    return {
        "id": fix.id,
        "title": fix.title,
        "when": _when(fix.when),
        "summary": fix.summary,
        "why": fix.why,
        "steps": [step.do for step in fix.steps],
        "safety": fix.safety,
        "variant": next(iter(fix.variants), None),
        "variants": list(fix.variants),
    }


def _example(example: Example) -> Json:
    return {
        "title": example.title,
        "before": {"code": example.before.code, "highlight": list(example.before.highlight)},
        "after": {"code": example.after.code, "highlight": list(example.after.highlight)},
        "diff": example.diff,
    }


def _variant(variant: VariantSpec) -> Json:
    return {
        "id": variant.id,
        "title": variant.title,
        "when": _when(variant.when),
        "raises_when": dict(variant.raises_when),
    }
