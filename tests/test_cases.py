"""Is every program of `cases/` judged as its `expect.yaml` says, and no longer once it is mended?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from detachdoc import api, knowledge
from detachdoc.model.diagnosis import Diagnosis
from detachdoc.model.place import Place
from tests.cases import regenerate

CASES = tuple(regenerate.cases())
DETACHED = tuple(case for case in CASES if case.split("/")[0] not in {"controls", "neighbours"})
CONTROLS = tuple(case for case in CASES if case.startswith("controls/"))
NEIGHBOURS = tuple(case for case in CASES if case.startswith("neighbours/"))
CAUSES = {
    "session-closed-by-dependency",
    "session-not-shared",
    "context-block-exited",
    "background-task",
    "explicitly-expunged",
    "used-across-requests",
}


class Judged(NamedTuple):
    """A case and what the tool made of it."""

    expected: dict[str, Any]
    verdict: Diagnosis
    root: str


def judge(case: str, folder: Path, *, patched: bool = False) -> Judged:
    """The verdict on the case's traceback, with its project (mended when `patched`) as source."""
    root = str(folder / "project")
    regenerate.copy_project(case, root, patched=patched)
    text = Path(regenerate.HERE, case, "traceback.txt").read_text(encoding="utf-8")
    return Judged(regenerate.expectation(case), api.diagnose(api.read_text(text), source=root)[0], root)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """`judged(case)`: judged once, however many tests look at it."""
    seen: dict[str, Judged] = {}

    def look(case: str) -> Judged:
        if case not in seen:
            seen[case] = judge(case, tmp_path_factory.mktemp("case"))
        return seen[case]

    return look


def ref(place: Place | None, root: str) -> str | None:
    """`file:line` relative to the project."""
    if place is None or place.line is None:
        return None
    file = os.path.relpath(place.file, root) if os.path.isabs(place.file) else place.file
    return f"{file.replace(os.sep, '/')}:{place.line}"


def confident_cause(verdict: Diagnosis) -> str | None:
    """The cause the tool stands by; None when it is undecided, or says that the source is not the one that failed."""
    stale = any("changed since" in gap.says for gap in verdict.gaps) or any(
        "changed since" in remark for remark in verdict.remarks
    )
    return verdict.cause.id if verdict.outcome == "diagnosed" and verdict.cause and not stale else None


def accepted(expected: dict[str, Any], site: str) -> set[str]:
    """The line of the label, and lines that an expert may name as well."""
    others = {"detach": "culprits", "load": "loads"}.get(site, "")
    return {expected["sites"][site], *expected.get(others, ())}


@pytest.mark.parametrize("case", DETACHED)
def test_the_cause_is_named(case: str, judged: Any) -> None:
    verdict = judged(case).verdict
    assert verdict.outcome == "diagnosed", verdict.headline
    assert verdict.cause is not None
    assert verdict.cause.id == case.split("/")[0] == judged(case).expected["cause"]


@pytest.mark.parametrize("case", DETACHED)
def test_the_runner_up_is_the_obvious_one(case: str, judged: Any) -> None:
    runner_up = judged(case).expected.get("runner_up")
    if runner_up is not None:
        assert judged(case).verdict.candidates[1].id == runner_up


@pytest.mark.parametrize("site", ["load", "detach", "access"])
@pytest.mark.parametrize("case", DETACHED)
def test_the_line_is_found(case: str, site: str, judged: Any) -> None:
    expected, verdict, root = judged(case)
    assert ref(getattr(verdict, site), root) in accepted(expected, site)


@pytest.mark.parametrize("case", DETACHED)
def test_the_factors_are_named(case: str, judged: Any) -> None:
    expected, verdict, _ = judged(case)
    assert set(expected["factors"]) <= set(verdict.factors)


@pytest.mark.parametrize("case", CASES)
def test_no_decoy_is_blamed(case: str, judged: Any) -> None:
    expected, verdict, root = judged(case)
    decoys = set(expected.get("decoys", ()))
    assert ref(verdict.detach, root) not in decoys
    assert ref(verdict.load, root) not in decoys


@pytest.mark.parametrize("case", DETACHED)
def test_the_mended_source_is_not_blamed(case: str, tmp_path: Path) -> None:
    """The text of the old failure and the source that no longer has the bug."""
    assert confident_cause(judge(case, tmp_path, patched=True).verdict) is None


@pytest.mark.parametrize("case", CONTROLS)
def test_a_correct_program_is_not_blamed(case: str, judged: Any) -> None:
    """Its traceback comes from a broken sibling, so the source given cannot explain it."""
    assert confident_cause(judged(case).verdict) is None


@pytest.mark.parametrize("case", NEIGHBOURS)
def test_a_neighbour_is_not_taken_for_one_of_the_six(case: str, judged: Any) -> None:
    expected, verdict, _ = judged(case)
    assert verdict.outcome == expected["outcome"]
    assert verdict.cause is None
    if "neighbour" in expected:
        assert verdict.reason == next(
            one.says for one in knowledge.load().neighbours if one.id == expected["neighbour"]
        )


def test_there_are_enough_cases() -> None:
    per_cause = {cause: sum(case.startswith(f"{cause}/") for case in DETACHED) for cause in CAUSES}
    assert min(per_cause.values()) >= 8
    assert len(CONTROLS) >= 12
    assert len(NEIGHBOURS) >= 6


def test_every_idiom_has_a_case() -> None:
    wanted = yaml.safe_load(Path(regenerate.HERE, "idioms.yaml").read_text(encoding="utf-8"))
    covered = {idiom for case in CASES for idiom in regenerate.expectation(case)["idioms"]}
    assert {idiom for group in wanted.values() for idiom in group} - covered == set()
    assert covered - {idiom for group in wanted.values() for idiom in group} == set()
