"""Does the log alone, of every broken example of the knowledge, lead to its cause when the recorder was on?"""

from __future__ import annotations

from pathlib import Path

import pytest

from detachdoc import api
from tests.recorder.tools import ROOT, python

EXAMPLES = sorted(Path(ROOT, "knowledge", "causes").glob("*/*/before.py"))


def test_there_are_examples_of_all_six() -> None:
    assert len({path.parts[-3] for path in EXAMPLES}) == 6


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_cause_is_decided_from_the_log_alone(path: Path) -> None:
    done = python([str(path)], path.parent)
    log = done.stdout + done.stderr
    if "DetachedInstanceError" not in log:
        pytest.skip("does not fail on the versions installed here")

    verdict = api.diagnose(api.read_text(log), use_source=False)[0]

    assert verdict.cause is not None
    assert verdict.cause.id == path.parts[-3]
    assert verdict.detach is not None
    assert verdict.detach.file == str(path)
