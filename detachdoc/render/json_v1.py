"""What does `--json` print? Version 1 of the contract, key by key.

Frozen: fields may be added, but names and meanings never change here. A change needs a `json_v2` beside it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from detachdoc.model.diagnosis import Diagnosis
from detachdoc.model.report import ErrorReport
from detachdoc.render.texts import mapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Bar, Candidate, Evidence, Fix, OpenQuestion, Snippet
    from detachdoc.model.lifetime import Gap
    from detachdoc.model.place import Place
    from detachdoc.model.report import EndpointHint

SCHEMA_VERSION = 1
#: Decimals of a probability. 10 ** DIGITS parts are shared out, so that they sum to exactly 1.
DIGITS = 4

Json = dict[str, Any]

_NOTHING = ErrorReport(
    is_detached=False, type="", wrapped_in=None, kind="unknown", class_name=None, attribute=None, message="",
    sqlalchemy_link=None, blocks=(), subject=None, occurrences=0, first_line=0,
)  # fmt: skip
_NO_ERROR = Diagnosis("no-error", _NOTHING, "There is no error in the input.", None, "", 0.0)


def document(diagnoses: Sequence[Diagnosis], *, version: str, knowledge: str | None = None) -> Json:
    """The whole output of a run.

    Args:
        diagnoses: one per distinct error, the likeliest root error first. None at all means no error.
        version: the tool's.
        knowledge: version of the knowledge folder, when it was loaded.

    Returns:
        What `schema_v1.json` describes. All text is valid Unicode, whatever the input held.
    """
    found = [_diagnosis(mapped(diagnosis, _valid)) for diagnosis in diagnoses or (_NO_ERROR,)]
    return {"schema_version": SCHEMA_VERSION, "tool": _tool(version, knowledge), "diagnoses": found}


def problem(message: str, exit_code: int, *, version: str) -> Json:
    """The document of a run that failed: `--json` prints one JSON document then too.

    Args:
        message: one line: what, where, what to do.
        exit_code: the process's.
        version: the tool's.
    """
    told = {"message": _valid("", message), "exit_code": exit_code}
    return {"schema_version": SCHEMA_VERSION, "tool": _tool(version, None), "diagnoses": [], "problem": told}


def dumps(doc: Json) -> str:
    """`doc` as text in ASCII, so that it survives every stream and commands no terminal. Ends without a line feed."""
    return json.dumps(doc, indent=2, ensure_ascii=True, allow_nan=False).replace("\x7f", "\\u007f")


def _valid(_field: str, text: str) -> str:
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _tool(version: str, knowledge: str | None) -> Json:
    return {"name": "detachdoc", "version": version, "knowledge": knowledge}


def _diagnosis(diagnosis: Diagnosis) -> Json:
    shares = _shares(diagnosis.candidates)
    cause = diagnosis.cause
    return {
        "outcome": diagnosis.outcome,
        "headline": diagnosis.headline,
        "error": _error(diagnosis.error),
        "cause": None if cause is None else {"id": cause.id, "number": cause.number, "title": cause.title},
        "reason": diagnosis.reason,
        "confidence": shares.get(cause.id if cause else "", round(diagnosis.confidence, DIGITS)),
        "candidates": [_candidate(item, shares[item.id]) for item in diagnosis.candidates],
        "factors": list(diagnosis.factors),
        "locations": {
            "load": _place(diagnosis.load),
            "detach": _place(diagnosis.detach),
            "access": _place(diagnosis.access),
        },
        "reveals": {reveal.place: reveal.says for reveal in diagnosis.reveals},
        "trace": [_place(place) for place in diagnosis.trace],
        "gaps": [_gap(gap) for gap in diagnosis.gaps],
        "evidence": [_evidence(item) for item in diagnosis.evidence],
        "answers": [
            {"question": taken.question, "answer": taken.answer, "by": taken.by, "reason": taken.reason}
            for taken in diagnosis.answers
        ],
        "questions": [_question(question) for question in diagnosis.questions],
        "what_happened": diagnosis.what_happened,
        "how_to_check": diagnosis.how_to_check,
        "lifeline": [_bar(bar) for bar in diagnosis.lifeline],
        "fix": None if diagnosis.fix is None else _fix(diagnosis.fix),
        "not_a_fix": [{"advice": item.advice, "why_not": item.why_not} for item in diagnosis.not_a_fix],
        "prevent": diagnosis.prevent,
        "next_errors": [{"type": item.type, "says": item.says} for item in diagnosis.next_errors],
        "links": list(diagnosis.links),
        "caveats": list(diagnosis.caveats),
        "remarks": list(diagnosis.remarks),
        "replay": list(diagnosis.replay),
    }


def _shares(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Probabilities rounded by largest remainder, so that they still sum to 1."""
    total = sum(item.probability for item in candidates)
    if not total:
        return {item.id: 0.0 for item in candidates}
    parts = 10**DIGITS
    exact = {item.id: item.probability / total * parts for item in candidates}
    whole = {name: int(value) for name, value in exact.items()}
    missing = parts - sum(whole.values())
    for name in sorted(exact, key=lambda name: whole[name] - exact[name])[:missing]:
        whole[name] += 1
    return {name: value / parts for name, value in whole.items()}


def _error(error: ErrorReport) -> Json:
    return {
        "type": error.type or None,
        "kind": error.kind,
        "class": error.class_name,
        "attribute": error.attribute,
        "message": error.message,
        "wrapped_in": error.wrapped_in,
        "occurrences": error.occurrences,
        "first_line": error.first_line,
        "endpoint": None if error.endpoint is None else _endpoint(error.endpoint),
        "damage": list(error.damage),
    }


def _endpoint(hint: EndpointHint) -> Json:
    return {"file": hint.file, "line": hint.line, "function": hint.function, "route": hint.route}


def _candidate(candidate: Candidate, probability: float) -> Json:
    return {
        "id": candidate.id,
        "number": candidate.number,
        "title": candidate.title,
        "probability": probability,
        "says": candidate.says,
    }


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "file": place.file,
        "line": place.line,
        "end_line": place.end_line,
        "function": place.function,
        "code": place.code,
        "says": place.says,
        "column": place.column,
        "end_column": place.end_column,
    }


def _gap(gap: Gap) -> Json:
    return {"where": _place(gap.where), "says": gap.says, "followed": gap.followed}


def _evidence(item: Evidence) -> Json:
    return {
        "id": item.id,
        "says": item.says,
        "from": item.source,
        "where": _place(item.where),
        "supports": {name: round(weight, DIGITS) for name, weight in item.supports},
    }


def _question(question: OpenQuestion) -> Json:
    return {
        "id": question.id,
        "ask": question.ask,
        "how_to_check": question.how_to_check,
        "answers": [{"id": choice.id, "label": choice.label} for choice in question.answers],
    }


def _bar(bar: Bar) -> Json:
    return {"label": bar.label, "start": bar.start, "end": bar.end, "used": bar.used, "says": bar.says}


def _fix(fix: Fix) -> Json:
    return {
        "id": fix.id,
        "title": fix.title,
        "summary": fix.summary,
        "why": fix.why,
        "steps": list(fix.steps),
        "before": _snippet(fix.before),
        "after": _snippet(fix.after),
        "diff": fix.diff,
        "scope": fix.scope,
        "safety": fix.safety,
    }


def _snippet(snippet: Snippet) -> Json:
    return {
        "code": snippet.code,
        "file": snippet.file,
        "start_line": snippet.start_line,
        "highlight": list(snippet.highlight),
    }
