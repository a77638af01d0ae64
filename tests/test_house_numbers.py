"""The sizes that keep the code readable, measured on the tree instead of by eye."""

from __future__ import annotations

import ast
import os
import statistics
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
CODE = sorted(path for path in (ROOT / "detachdoc").rglob("*.py") if path.read_text(encoding="utf-8").strip())
TESTS = sorted((ROOT / "tests").rglob("*.py"))

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


def code_lines(paths: list[Path]) -> int:
    """Lines that hold something else than blanks, comments and docstrings."""
    return sum(len(_code_lines_of(path)) for path in paths)


def _code_lines_of(path: Path) -> set[int]:
    skipped = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    with path.open("rb") as stream:
        tokens = [token for token in tokenize.tokenize(stream.readline) if token.type not in skipped]
    lines = {line for token in tokens[1:] for line in range(token.start[0], token.end[0] + 1)}
    return lines - _docstring_lines_of(path)


def _docstring_lines_of(path: Path) -> set[int]:
    return {
        line
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, (*FUNCTION, ast.ClassDef, ast.Module)) and ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, node.body[0].end_lineno + 1)
    }


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


def test_there_is_more_test_than_code():
    code, tests = code_lines(CODE), code_lines(TESTS)
    assert tests >= 1.5 * code, f"{tests} lines of tests for {code} lines of code"


def test_no_workshop_names_in_the_tree():
    """Files that tools leave behind are no part of the project."""
    left = [named(path) for path in ROOT.rglob("*.orig")] + [named(path) for path in ROOT.rglob("*.rej")]
    assert left == []
    assert not os.path.exists(ROOT / "setup.py")
