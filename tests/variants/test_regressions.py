"""The regression test a cause ships fails on its example before the fix and passes after it."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.variants.tools import CAUSES, variants

VARIANTS = {variant.id: variant for variant in variants()}
SHIPPED = sorted(CAUSES.glob("*/test_*.py"))
#: A script like `python -m pytest --quiet test_regression.py`; old releases of the libraries warn, which is not its subject.
PYTEST = """import pytest, sys
sys.exit(pytest.main(["--quiet", "-p", "no:cacheprovider", "--disable-warnings", "--rootdir", {folder!r}, {test!r}]))
"""


@pytest.fixture(params=SHIPPED, ids=lambda path: path.parent.name)
def shipped(request):
    return request.param


@pytest.fixture
def example(shipped):
    """The example that the test's first line names."""
    named = re.match(r"# example: ([a-z-]+)\n", shipped.read_text(encoding="utf-8"))
    assert named, f"the first line of {shipped} must be `# example: <folder>`"
    found = VARIANTS[f"{shipped.parent.name}/{named[1]}"]
    if not found.runs_here():
        pytest.skip(f"written for {found.spec['needs']}")
    return found


@pytest.fixture
def run(shipped, example, server, tmp_path):
    """Runs the test with before.py or after.py as the application it imports."""

    def with_application(name):
        shutil.copy(example.script(name), tmp_path / "app.py")
        test = shutil.copy(shipped, tmp_path)
        script = tmp_path / "run.py"
        script.write_text(PYTEST.format(folder=str(tmp_path), test=test), encoding="utf-8")
        return server.run(script)

    return with_application


def test_every_cause_ships_one():
    assert {path.parent.name for path in SHIPPED} == {path.parent.name for path in CAUSES.glob("*/cause.yaml")}


def test_it_fails_before_the_fix(run):
    ended = run("before")
    assert ended.code == 1, ended.log
    assert "passed" not in ended.log.splitlines()[-1], "every test in it must fail"
    assert ended.is_detached_error, ended.log


def test_it_passes_after_the_fix(run):
    ended = run("after")
    assert ended.code == 0, ended.log
