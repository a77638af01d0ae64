"""The sizes that keep the code readable, measured on the tree instead of by eye."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
CODE = sorted(path for path in (ROOT / "detachdoc").rglob("*.py") if path.read_text(encoding="utf-8").strip())

#: Rules that need no judgement: complexity, missing docstrings of public names, missing annotations.
RULES = "C901,D100,D101,D102,D103,D104,D419,ANN001,ANN002,ANN003,ANN201,ANN202,ANN204,ANN205,ANN206"


def file_lengths() -> dict[str, int]:
    return {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}


def function_lengths() -> dict[str, int]:
    """Lines from `def` to the end; the docstring, which may be as long as its subject needs, is left out."""
    return {
        f"{named(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1 - docstring_lines(node)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, FUNCTION)
    }


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None or len(node.body) == 1:
        return 0
    return first.end_lineno - first.lineno + 1


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def percentile(values: dict[str, int], percent: int) -> float:
    return statistics.quantiles(values.values(), n=100, method="inclusive")[percent - 1]


def longer_than(values: dict[str, int], limit: int) -> list[str]:
    return [f"{name}: {lines} lines" for name, lines in values.items() if lines > limit]


@pytest.mark.parametrize(("percent", "limit"), [(50, 100), (90, 250)])
def test_files_are_short(percent, limit):
    assert percentile(file_lengths(), percent) <= limit


def test_no_file_is_long():
    assert longer_than(file_lengths(), 350) == []


@pytest.mark.parametrize(("percent", "limit"), [(50, 10), (90, 30)])
def test_functions_are_short(percent, limit):
    assert percentile(function_lengths(), percent) <= limit


def test_no_function_is_long():
    assert longer_than(function_lengths(), 50) == []


def test_nothing_is_complex_undocumented_or_unannotated():
    done = subprocess.run(
        [
            sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--ignore-noqa", "--target-version=py311",
            f"--select={RULES}", "--config=lint.mccabe.max-complexity=10", "--output-format=concise", "detachdoc",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_says_what_it_answers_in_a_few_lines():
    described = {named(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in CODE}
    assert [name for name, text in described.items() if not text or len(text.splitlines()) > 8] == []
