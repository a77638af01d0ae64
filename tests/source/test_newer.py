"""Is syntax newer than the running Python read, with every line where it was?"""

from __future__ import annotations

import ast
import sys
import time

import pytest

from detachdoc.source import newer

TYPE_PARAMETERS = """\
type Key = int | str
type Pair[T] = tuple[T, T]


class Repo[
    M: (int, str),
    *Rest,
](Base):
    def get[T](self, key: T) -> M:
        rows = self.rows[key]
        return rows[0]


async def find[**P](repo: Repo[int, str]): ...
"""


def lines_of(tree: ast.Module) -> dict[str, int]:
    named = (one for one in ast.walk(tree) if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    return {one.name: one.lineno for one in named}


def test_type_parameters_cost_nothing() -> None:
    parsed = newer.parse(TYPE_PARAMETERS)
    assert parsed is not None
    assert parsed.left_out == ()
    assert lines_of(parsed.tree) == {"Repo": 5, "get": 9, "find": 14}
    assert "self.rows[key]" in ast.unparse(parsed.tree)


def test_several_exceptions_without_brackets() -> None:
    parsed = newer.parse("try:\n    run()\nexcept KeyError, mod.ValueError:\n    stop()\n")
    assert parsed is not None
    assert "except (KeyError, mod.ValueError)" in ast.unparse(parsed.tree)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads such strings itself")
def test_quotes_inside_an_f_string_cost_their_line() -> None:
    parsed = newer.parse('def f(d):\n    text = f"{d["a"]}"\n    return d\n')
    assert parsed is not None
    assert parsed.left_out == (2,)
    assert lines_of(parsed.tree) == {"f": 1}


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads such strings itself")
def test_a_large_file_is_not_parsed_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    whole = ("#" + "-" * 99 + "\n") * 15_000 + 'x = f"{d["a"]}"\n' * 19
    monkeypatch.setattr(newer.ast, "parse", lambda text: looks.append(text) or compile(text, "<>", "exec", 0x400))
    assert newer.parse(whole) is None
    assert 1 < len(looks) <= 6


@pytest.mark.parametrize("space", ["\n", "\t \n", " "])
def test_white_space_takes_no_longer_than_its_length(space: str) -> None:
    started = time.process_time()
    assert newer.parse("def f(:\n" + space * 200_000) is None
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text", ["def f(:\n", "class [", "x = (\n", "type = [\n1\n", "print 'hello'\n", "def f[T(x): ...\n"]
)
def test_what_no_python_reads_stays_unread(text: str) -> None:
    assert newer.parse(text) is None


def test_a_line_that_others_hang_on_is_not_left_out() -> None:
    assert newer.parse('if f"{d["a"]}":\n    x = 1\ny = (\n') is None
