"""What does `demo --json` print?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detachdoc.render import json_v1

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detachdoc.demo.examples import Example
    from detachdoc.demo.installed import Installed
    from detachdoc.demo.performing import Demo
    from detachdoc.demo.running import Ran
    from detachdoc.demo.verdict import Verdict

Json = dict[str, Any]


def of_demo(demo: Demo, here: Installed, *, version: str) -> Json:
    """The whole output of a demo.

    Args:
        demo: what happened.
        here: what is installed.
        version: of detachdoc.
    """
    diagnosed = [demo.verdict.diagnosis] if demo.verdict else []
    outer = json_v1.document(diagnosed, version=version)
    return {
        "schema_version": outer["schema_version"],
        "tool": outer["tool"],
        "example": of_example(demo.example, here),
        "versions": here.versions,
        "runs": [_ran(ran) for ran in demo.runs],
        "verdict": _verdict(demo.verdict, outer["diagnoses"][0]) if demo.verdict else None,
        "as_expected": demo.as_expected(here),
    }


def of_list(every: Iterable[Example], here: Installed, *, version: str) -> Json:
    """The output of `demo --list`."""
    outer = json_v1.document((), version=version)
    head = {"schema_version": outer["schema_version"], "tool": outer["tool"], "versions": here.versions}
    return {**head, "examples": [of_example(example, here) for example in every]}


def of_example(example: Example, here: Installed) -> Json:
    """One example."""
    return {
        "id": example.id,
        "cause": example.cause.id,
        "variant": example.variant.id,
        "title": example.variant.title,
        "needs": dict(example.variant.needs),
        "raises_when": dict(example.variant.raises_when),
        "runs_here": here.can_run(example.variant),
        "raises_here": here.must_raise(example.variant),
        "folder": example.folder,
    }


def _ran(ran: Ran) -> Json:
    return {"script": ran.name, "exit_code": ran.exit_code, "raised": ran.raised, "log": ran.log}


def _verdict(verdict: Verdict, diagnosis: Json) -> Json:
    return {"is_right": verdict.is_right, "answered": list(verdict.answered), "diagnosis": diagnosis}
