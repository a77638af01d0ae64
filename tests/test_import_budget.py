"""A script that calls `diagnose --json` pays for what it needs, and for nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest

TRACEBACK = """\
Traceback (most recent call last):
  File "/srv/shop/app/api/orders.py", line 44, in list_orders
    for order in user.orders:
                 ^^^^^^^^^^^
  File "/venv/lib/python3.12/site-packages/sqlalchemy/orm/attributes.py", line 566, in __get__
    return self.impl.get(state, dict_)
  File "/venv/lib/python3.12/site-packages/sqlalchemy/orm/strategies.py", line 922, in _load_for_state
    raise orm_exc.DetachedInstanceError(
sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <User at 0x7f> is not bound to a Session; lazy load \
operation of attribute 'orders' cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)
"""

RUN = """\
import gc, json, sys
from detachdoc.__main__ import main
def looks():
    return sum(generation["collections"] for generation in gc.get_stats())
before = looks()
code = main()
late = [
    f"{name}.{value.__name__}"
    for name, module in list(sys.modules.items()) if name.startswith("detachdoc")
    for value in vars(module).values() if isinstance(value, type) and value.__module__ == name
    if any(type(part).__name__ == "ForwardRef" for part in getattr(value, "__annotations__", {}).values())
]
compiled = [
    f"{name}.{key}"
    for name, module in list(sys.modules.items()) if name.startswith("detachdoc")
    for key, value in vars(module).items() if type(value).__name__ == "Pattern"
]
told = {
    "code": code, "modules": sorted(sys.modules), "garbage": looks() - before, "late": late, "compiled": compiled,
}
print(json.dumps(told), file=sys.stderr)
"""

#: What no run without a terminal may import, and what it costs (ms, Python 3.11).
NEVER = {
    "asyncio": 40,
    "click": 55,
    "fastapi": 400,
    "libcst": 210,
    "prompt_toolkit": 170,
    "pydantic": 190,
    "questionary": 175,
    "rich": 60,
    "sqlalchemy": 250,
    "typer": 75,
}

#: What the JSON of a traceback that names no version, without source, also does without.
NOT_FOR_JSON = {
    "ast": 16,
    "dataclasses": 12,
    "difflib": 8,
    "importlib.metadata": 65,
    "inspect": 12,
    "logging": 10,
    "packaging": 16,
    "pathlib": 13,
    "subprocess": 8,
    "tempfile": 10,
    "textwrap": 1,
    "yaml": 25,
}


class Started(NamedTuple):
    """What a start needed."""

    code: int
    modules: set[str]
    #: How often Python looked for garbage.
    garbage: int
    #: Values whose annotations Python keeps as texts.
    late: list[str]
    #: Patterns that were compiled when their file was imported.
    compiled: list[str]


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Run `detachdoc` with some words on a traceback; returns what that needed."""
    folder = tmp_path_factory.mktemp("budget")
    (folder / "tb.txt").write_text(TRACEBACK, encoding="utf-8")
    # Let Python and the knowledge keep what they compile, wherever the tests run.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")
    environment["PYTHONPATH"] = os.pathsep.join([os.getcwd(), environment.get("PYTHONPATH", "")])

    def run(*words: str) -> Started:
        done = subprocess.run(
            [sys.executable, "-c", RUN, *words],
            cwd=folder, env=environment, input="", capture_output=True, text=True, check=True,
        )  # fmt: skip
        told = json.loads(done.stderr.splitlines()[-1])
        return Started(**{**told, "modules": set(told["modules"])})

    run("diagnose", "tb.txt", "--json", "--no-source")
    return run


@pytest.fixture(scope="module")
def for_json(start):
    return start("diagnose", "tb.txt", "--json", "--no-source")


@pytest.fixture(scope="module")
def for_markdown(start):
    return start("diagnose", "tb.txt", "--format", "markdown", "--no-source", "--no-input")


def test_the_run_reached_its_end(for_json):
    assert for_json.code in {0, 1}
    assert "detachdoc.render.json_v1" in for_json.modules


@pytest.mark.parametrize("module", [*NEVER, *NOT_FOR_JSON])
def test_json_does_without(for_json, module):
    assert module not in for_json.modules


@pytest.mark.parametrize("module", NEVER)
def test_markdown_does_without(for_markdown, module):
    assert for_markdown.code in {0, 1}
    assert module not in for_markdown.modules


def test_json_reads_no_source(for_json):
    assert not [name for name in for_json.modules if name.startswith(("detachdoc.source.", "detachdoc.lifetime."))]


def test_json_never_looks_for_garbage(for_json):
    assert for_json.garbage == 0


def test_json_compiles_no_annotation(for_json):
    assert not for_json.late, "their files must do without `from __future__ import annotations`; see model/__init__.py"


def test_json_compiles_no_pattern_before_it_is_used(for_json):
    assert not for_json.compiled, "use detachdoc.patterns.pattern"
