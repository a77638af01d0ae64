"""A wheel built from this checkout and installed elsewhere behaves as the checkout does.

Only detachdoc itself is installed anew; its dependencies are those of the running tests, so that this takes seconds
and no network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "example" / "traceback.txt"
CAUSES = ROOT / "knowledge" / "causes"

pytestmark = pytest.mark.slow


def run(*words: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command that must end with `code`, without anything of this process that would lead Python elsewhere."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [*words], cwd=cwd, env=kept | {"CI": "1"}, input="", capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def bin_folder(wheel, tmp_path_factory):
    """The `bin` folder of an environment where the wheel is installed."""
    folder = tmp_path_factory.mktemp("fresh")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder)
    python = next(path for path in folder.glob("*/python*") if path.stem == "python")
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps")
    run(*pip, str(wheel), cwd=folder)
    where = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    (Path(where.stdout.strip()) / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.parent


@pytest.fixture(scope="module")
def detachdoc(bin_folder, tmp_path_factory):
    """Run the installed `detachdoc` in an empty folder."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def command(*words: str, code: int = 0) -> str:
        return run(str(bin_folder / "detachdoc"), *words, cwd=elsewhere, code=code).stdout

    return command


def in_checkout(*words: str) -> str:
    """What the checkout says to the same words."""
    done = subprocess.run(
        [sys.executable, "-m", "detachdoc", *words],
        cwd=ROOT, env=os.environ | {"CI": "1"}, input="", capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def test_what_runs_is_the_wheel(bin_folder, tmp_path):
    told = run(
        str(bin_folder / "python"),
        "-c",
        "import detachdoc, detachdoc.knowledge as k; print(k.data_folder())",
        cwd=tmp_path,
    )
    assert Path(told.stdout.strip()).is_relative_to(bin_folder.parent)


def test_the_wheel_holds_every_file_of_the_knowledge_and_nothing_left_behind(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"detachdoc/knowledge/data/{path.relative_to(ROOT / 'knowledge').as_posix()}"
        for path in (ROOT / "knowledge").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= inside
    assert [name for name in inside if "__pycache__" in name or name.startswith(("tests/", "benchmarks/"))] == []
    assert "detachdoc/py.typed" in inside


def test_it_starts_without_reading_yaml(bin_folder, tmp_path):
    code = "import sys; from detachdoc import knowledge; knowledge.load(); print('yaml' in sys.modules)"
    assert run(str(bin_folder / "python"), "-c", code, cwd=tmp_path).stdout == "False\n"


def test_the_compiled_knowledge_equals_the_yaml_beside_it(bin_folder, tmp_path):
    code = "from detachdoc import knowledge as k; print(k.load() == k.load(k.data_folder()))"
    assert run(str(bin_folder / "python"), "-c", code, cwd=tmp_path).stdout == "True\n"


def test_the_shipped_example_gets_the_verdict_of_the_checkout(detachdoc):
    words = ("diagnose", str(EXAMPLE), "--json", "--no-source")
    told = in_checkout(*words)
    assert json.loads(told)["diagnoses"][0]["error"]["type"] == "sqlalchemy.orm.exc.DetachedInstanceError"
    assert detachdoc(*words, code=1) == told


def test_with_its_source_the_shipped_example_gets_the_verdict_of_the_checkout(detachdoc):
    words = ("diagnose", str(EXAMPLE), "--json", "--source", str(EXAMPLE.parent))
    told = in_checkout(*words)
    assert detachdoc(*words, code=0) == told


@pytest.mark.parametrize("cause", sorted(path.name for path in CAUSES.iterdir() if (path / "cause.yaml").is_file()))
def test_each_cause_is_explained(detachdoc, cause):
    words = ("explain", cause, "--format", "json")
    assert detachdoc(*words) == in_checkout(*words)


def test_the_knowledge_it_ships_has_no_mistakes(detachdoc):
    assert detachdoc("knowledge", "check").endswith("no mistakes.\n")


def test_both_ways_to_start_it_are_the_same(detachdoc, bin_folder, tmp_path):
    told = detachdoc("--version")
    assert told.strip()
    assert run(str(bin_folder / "python"), "-m", "detachdoc", "--version", cwd=tmp_path).stdout == told
