"""detachdoc's own verdict on the real log of every example: right, or honestly open, never wrong."""

from __future__ import annotations

import pytest

from detachdoc import api
from detachdoc.demo.examples import choose
from detachdoc.demo.verdict import answers_to, judge
from tests.variants.tools import variants

RAISING = [variant for variant in variants() if variant.runs_here() and variant.raises_here()]


@pytest.fixture(params=RAISING, ids=lambda variant: variant.id)
def raising(request):
    return request.param


@pytest.fixture
def example(raising, every, newest):
    return choose(raising.id, every, newest)


@pytest.fixture
def log(raising, server):
    return server.run(raising.script("before")).log


def test_text_alone_is_never_wrong(log, example, known):
    (verdict, *_) = api.diagnose(api.read_text(log), use_source=False, known=known)
    assert verdict.outcome in {"diagnosed", "undecided"}
    assert verdict.cause is None or verdict.cause.id == example.cause.id
    assert example.cause.id in {candidate.id for candidate in verdict.candidates}


def test_the_demo_names_the_cause(log, example, known):
    verdict = judge(log, example, known, "0.165.0")
    assert verdict.is_right, (verdict.diagnosis.headline, verdict.answered)


def test_answers_lead_to_the_cause_the_way_the_example_goes(every, newest, known):
    def of(wanted):
        return answers_to(choose(wanted, every, newest), known.tree)

    assert of("background-task/thread-pool") == {"journey": "handed-to-background"}
    assert of("session-not-shared/use-cache-false") == {
        "journey": "straight",
        "session-owner": "own",
        "request-session": "yes",
    }
    to_the_end = {"journey": "straight", "session-owner": "request"}
    assert of("session-closed-by-dependency/exception-handler") == {**to_the_end, "ended-by": "cleanup"}
    assert of("session-closed-by-dependency/helper-closes-session") == {**to_the_end, "ended-by": "close-call"}
