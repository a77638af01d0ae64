"""Text alone: a cause is named only where the text shows it, and then it is the right one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from detachdoc import api

SAMPLES = Path(__file__).parent / "report" / "samples"
TRUTH = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(SAMPLES.glob("*.yaml"))}
LABELLED = [
    name for name, truth in TRUTH.items() if isinstance(truth.get("cause"), dict) and truth["cause"].get("number")
]
SHOWN = [name for name in LABELLED if TRUTH[name].get("cause_evidence_in_text")]


def _first(name: str):  # type: ignore[no-untyped-def]
    with open(SAMPLES / f"{name}.txt", "rb") as stream:
        return api.diagnose(api.read(stream), use_source=False)[0]


def test_there_is_something_to_learn_from() -> None:
    assert len(LABELLED) > 100
    assert {TRUTH[name]["cause"]["number"] for name in LABELLED} == {1, 2, 3, 4, 5, 6}
    assert SHOWN


@pytest.mark.parametrize("name", LABELLED)
def test_no_cause_is_named_wrongly(name: str) -> None:
    diagnosis = _first(name)
    if diagnosis.cause is not None:
        assert diagnosis.cause.id == TRUTH[name]["cause"]["id"], diagnosis.evidence
    else:
        visible = TRUTH[name].get("detached_visible_in_text", True)
        assert (
            diagnosis.outcome == "undecided"
            if visible
            else diagnosis.outcome in {"undecided", "other-error", "no-error"}
        )


@pytest.mark.parametrize("name", SHOWN)
def test_the_likeliest_cause_is_the_one_the_text_shows(name: str) -> None:
    assert _first(name).candidates[0].id == TRUTH[name]["cause"]["id"]


@pytest.mark.parametrize("name", LABELLED)
def test_a_plain_handler_frame_does_not_decide(name: str) -> None:
    diagnosis = _first(name)
    seen = {evidence.id for evidence in diagnosis.evidence}
    if seen & {"access-site=handler", "access-site=serialisation"}:
        assert diagnosis.outcome == "undecided"
