"""A checkout compiles its knowledge at the first start; each start here is a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

import detachdoc
from tests.knowledge.tools import replace, write_valid

START = """\
import json, sys
from detachdoc import knowledge
from detachdoc.errors import KnowledgeError
try:
    version = knowledge.load().version
except KnowledgeError as error:
    version = str(error)
print(json.dumps({"version": version, "yaml": "yaml" in sys.modules}))
"""
NO_BYTECODE = {"PYTHONDONTWRITEBYTECODE": "1"}


class Checkout:
    """A copy of the package beside a small knowledge folder."""

    def __init__(self, root: str) -> None:
        self.root = root
        package = os.path.dirname(detachdoc.__file__)
        skipped = shutil.ignore_patterns("__pycache__")
        for part in ("__init__.py", "errors.py"):
            os.makedirs(os.path.join(root, "detachdoc"), exist_ok=True)
            shutil.copy(os.path.join(package, part), os.path.join(root, "detachdoc", part))
        for part in ("model", "knowledge"):
            shutil.copytree(os.path.join(package, part), os.path.join(root, "detachdoc", part), ignore=skipped)
        self.knowledge = write_valid(os.path.join(root, "knowledge"))
        self.cache = os.path.join(root, "detachdoc", "knowledge", "__pycache__", "knowledge.json")

    def start(self, **environment: str) -> dict[str, object]:
        """Load the knowledge in a new process; its version, and whether YAML was read."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", START],
            cwd=self.root, env=inherited | environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)


@pytest.fixture
def checkout(tmp_path):
    return Checkout(str(tmp_path))


FROM_YAML = {"version": "2026.1", "yaml": True}
FROM_CACHE = {"version": "2026.1", "yaml": False}


def test_only_the_first_start_reads_yaml(checkout):
    assert [checkout.start(), checkout.start(), checkout.start()] == [FROM_YAML, FROM_CACHE, FROM_CACHE]


def test_nothing_is_left_behind_but_the_cache(checkout):
    checkout.start()
    others = [name for name in os.listdir(os.path.dirname(checkout.cache)) if not name.endswith(".pyc")]
    assert others == ["knowledge.json"]


def test_an_edit_is_seen_at_once_also_of_the_same_size(checkout):
    checkout.start()
    replace(checkout.knowledge, "tree.yaml", "2026.1", "2026.2")
    assert checkout.start() == {"version": "2026.2", "yaml": True}
    assert checkout.start() == {"version": "2026.2", "yaml": False}


def test_a_new_file_is_seen(checkout):
    checkout.start()
    os.mkdir(os.path.join(checkout.knowledge, "causes", "background-task", "second"))
    shutil.copy(
        os.path.join(checkout.knowledge, "causes", "background-task", "example", "before.py"),
        os.path.join(checkout.knowledge, "causes", "background-task", "second", "before.py"),
    )
    assert "second/after.py:1: this file cannot be read" in str(checkout.start()["version"])


def test_a_change_of_the_loader_is_seen(checkout):
    checkout.start()
    with open(os.path.join(checkout.root, "detachdoc", "knowledge", "tree.py"), "a", encoding="utf-8") as stream:
        stream.write("\n")
    assert checkout.start() == FROM_YAML


def test_another_release_does_not_use_it(checkout):
    checkout.start()
    with open(os.path.join(checkout.root, "detachdoc", "__init__.py"), "w", encoding="utf-8") as stream:
        stream.write('__version__ = "99.0"\n')
    assert checkout.start() == FROM_YAML


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_cache_cut_short_is_ignored_and_written_anew(checkout, share):
    checkout.start()
    size = os.path.getsize(checkout.cache)
    os.truncate(checkout.cache, int(size * share))
    assert [checkout.start(), checkout.start()] == [FROM_YAML, FROM_CACHE]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00", b"{}\n[]", b"\x80\x04N."])
def test_a_cache_of_something_else_is_ignored(checkout, content):
    checkout.start()
    with open(checkout.cache, "wb") as stream:
        stream.write(content)
    assert [checkout.start(), checkout.start()] == [FROM_YAML, FROM_CACHE]


def test_mistakes_are_not_kept(checkout):
    replace(checkout.knowledge, "tree.yaml", "threshold: 0.85", "threshold: 2")
    assert str(checkout.start()["version"]).startswith("tree.yaml:10: threshold must be")
    assert not os.path.exists(checkout.cache)


def test_where_it_cannot_be_written_yaml_is_read_each_time(checkout):
    os.makedirs(checkout.cache)
    assert [checkout.start(), checkout.start()] == [FROM_YAML, FROM_YAML]
    assert sorted(os.listdir(checkout.root)) == ["detachdoc", "knowledge"]
    assert not [name for name in os.listdir(os.path.dirname(checkout.cache)) if name.startswith("knowledge.json.")]


def test_python_told_to_write_nothing_writes_nothing(checkout):
    assert checkout.start(**NO_BYTECODE) == FROM_YAML
    assert not os.path.exists(os.path.dirname(checkout.cache))


def test_it_goes_where_python_puts_its_own_files(checkout, tmp_path):
    elsewhere = str(tmp_path / "elsewhere")
    assert checkout.start(PYTHONPYCACHEPREFIX=elsewhere) == FROM_YAML
    assert checkout.start(PYTHONPYCACHEPREFIX=elsewhere) == FROM_CACHE
    assert not os.path.exists(checkout.cache)


def test_what_a_wheel_ships_is_used_without_looking_at_the_yaml(checkout):
    checkout.start()
    with open(checkout.cache, encoding="utf-8") as stream:
        _, _, compiled = stream.read().partition("\n")
    inside = os.path.join(checkout.root, "detachdoc", "knowledge", "data")
    shutil.move(checkout.knowledge, inside)
    os.remove(checkout.cache)
    with open(os.path.join(inside, "compiled.json"), "w", encoding="utf-8") as stream:
        stream.write(compiled)
    assert checkout.start() == FROM_CACHE
    assert not os.path.exists(checkout.cache)


def test_a_damaged_shipped_form_falls_back_to_the_yaml(checkout):
    inside = os.path.join(checkout.root, "detachdoc", "knowledge", "data")
    shutil.move(checkout.knowledge, inside)
    with open(os.path.join(inside, "compiled.json"), "w", encoding="utf-8") as stream:
        stream.write("[")
    assert checkout.start() == FROM_YAML
