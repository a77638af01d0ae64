"""Does tracing end, without an error of its own, whatever the source looks like?"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from detachdoc.lifetime import trace
from detachdoc.model.report import Block, ErrorReport, Frame
from detachdoc.source import open_project
from tests.lifetime import tools

if TYPE_CHECKING:
    from pathlib import Path

    from detachdoc.model.lifetime import Lifetime

HEAD = "from fastapi import FastAPI\nfrom db import SessionLocal\nfrom models import User\n\napp = FastAPI()\n\n\n"


def traced(folder: Path, code: str, line: int, function: str = "show", attribute: str | None = "orders") -> Lifetime:
    for path, text in {**tools.SHARED, "app.py": code}.items():
        (folder / path).write_text(text, encoding="utf-8")
    frame = Frame("/srv/app.py", line, function, None, is_app=True)
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", "", (frame,))
    kind = "lazy-load" if attribute else "refresh"
    error = ErrorReport(True, block.type, None, kind, "User", attribute, "", "20", (block,), 0)
    return trace(error, open_project(str(folder)), fastapi_version=None)


def test_no_frame_in_the_project(tmp_path: Path) -> None:
    error = ErrorReport(True, "x", None, "lazy-load", "User", "orders", "", None, (), None)
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    lifetime = trace(error, open_project(str(tmp_path)), fastapi_version=None)
    assert lifetime.facts == ()
    assert [gap.says for gap in lifetime.gaps] == ["no frame of the traceback is in the source that was given"]


def test_an_empty_project(tmp_path: Path) -> None:
    frame = Frame("/srv/app.py", 3, "show", "user.orders", is_app=True)
    error = ErrorReport(True, "x", None, "lazy-load", None, None, "", None, (Block("x", "", (frame,)),), 0)
    assert trace(error, open_project(str(tmp_path)), fastapi_version=None).load is None


def test_a_file_that_cannot_be_parsed_is_named(tmp_path: Path) -> None:
    lifetime = traced(tmp_path, "def show(:\n    user.orders\n", 2)
    assert lifetime.facts == ()
    assert any(gap.where and gap.where.file == "app.py" and "not read" in gap.says for gap in lifetime.gaps)


def test_a_line_beyond_the_end_of_the_file(tmp_path: Path) -> None:
    assert traced(tmp_path, HEAD, 900).load is None


@pytest.mark.parametrize(
    "body",
    [
        "x = " + "(" * 90 + "user" + ")" * 90,
        "x = " + " + ".join(["1"] * 3_000) + "",
        "x = " + "user" + ".a" * 2_500,
        "x = " + "f(" * 80 + "user" + ")" * 80,
        "\n    ".join(f"if user.n == {n}: x = {n}" for n in range(300)),
        "if user: pass\n" + "".join(f"    elif user.n == {n}: x = {n}\n" for n in range(400)).rstrip(),
        "for a in user.b:\n" + "".join("    " * (n + 2) + f"for a{n} in user.b:\n" for n in range(15)) + "    " * 17 + "pass",
        "x = [" + ", ".join("user.a" for _ in range(2_000)) + "]",
    ],
    ids=["parentheses", "sum", "attributes", "calls", "ifs", "elifs", "loops", "list"],
)  # fmt: skip
def test_large_expressions_and_statements(tmp_path: Path, body: str) -> None:
    code = (
        f"{HEAD}@app.get('/')\ndef show():\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
    )
    code += f"    {body}\n    return user.orders\n"
    lifetime = traced(tmp_path, code, code.count("\n"))
    assert lifetime.detach is not None
    assert lifetime.detach.ref == "app.py:10"


@pytest.mark.parametrize(
    "lines",
    [
        [f"if q == {n}: user = f{n}(user)" for n in range(2_500)],
        [f"if q == {n}: user = session.get(User, {n})" for n in range(1_500)],
        ["try: run()\n        except KeyError: stop()"] * 2_000,
    ],
    ids=["ifs", "loads", "tries"],
)  # fmt: skip
def test_thousands_of_branches_in_one_function(tmp_path: Path, lines: list[str]) -> None:
    code = (
        f"{HEAD}@app.get('/')\ndef show(q):\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
    )
    code += "".join(f"        {line}\n" for line in lines) + "    return user.orders\n"
    started = time.process_time()
    traced(tmp_path, code, code.count("\n"))
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "doubled",
    [
        "rows = rows + rows",
        "rows = [*rows, *rows]",
        "rows += rows",
        "rows = both(*rows, *rows)",
        "kept = {**kept, **kept}",
    ],
)
def test_a_collection_that_is_doubled_in_every_line(tmp_path: Path, doubled: str) -> None:
    code = HEAD + "def both(*rows):\n    return rows + rows\n\n\n"
    code += "@app.get('/')\ndef show(key):\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
    code += (
        "    rows, kept = [user], {}\n    kept[key] = user\n" + f"    {doubled}\n" * 60 + "    return rows[0].orders\n"
    )
    lifetime = traced(tmp_path, code, code.count("\n"))
    assert lifetime.detach is not None
    assert lifetime.detach.ref == "app.py:14"


def test_a_line_of_fifty_thousand_characters(tmp_path: Path) -> None:
    code = f"{HEAD}@app.get('/')\ndef show():\n    with SessionLocal() as session:\n        user = session.get(User, 1)"
    code += "".join(f"; x{n} = f('é', user.a{n})" for n in range(2_000)) + "\n    return user.orders\n"
    started = time.process_time()
    lifetime = traced(tmp_path, code, code.count("\n"))
    assert time.process_time() - started < 10
    assert lifetime.load is not None
    assert len(lifetime.load.code or "") < 2_000


def test_a_traceback_of_thousands_of_frames(tmp_path: Path) -> None:
    code = f"{HEAD}" + "".join(f"def g{n}(x):\n    return g{n + 1}(x)\n\n\n" for n in range(3_000))
    (tmp_path / "app.py").write_text(code, encoding="utf-8")
    frames = tuple(Frame("/srv/app.py", 9 + 4 * n, f"g{n}", f"return g{n + 1}(x)", is_app=True) for n in range(3_000))
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", "", frames)
    error = ErrorReport(True, block.type, None, "lazy-load", "User", "orders", "", "20", (block,), 0)
    started = time.process_time()
    assert trace(error, open_project(str(tmp_path)), fastapi_version=None).load is None
    assert time.process_time() - started < 10


def test_modules_that_star_import_each_other(tmp_path: Path) -> None:
    for n in range(40):
        others = "".join(f"from m{(n + step) % 40} import *\n" for step in (1, 3, 7))
        (tmp_path / f"m{n}.py").write_text(others, encoding="utf-8")
    code = HEAD.replace("\n\n", "\nfrom m0 import *\n\n", 1) + (
        "@app.get('/')\ndef show():\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
        "    missing(user)\n    return user.orders\n"
    )
    started = time.process_time()
    assert traced(tmp_path, code, code.count("\n")).detach is not None
    assert time.process_time() - started < 5


def test_functions_that_call_each_other_for_ever(tmp_path: Path) -> None:
    code = HEAD + (
        "def a(user):\n    return b(user) + b(user)\n\n\ndef b(user):\n    return a(user) + a(user)\n\n\n"
        "@app.get('/')\ndef show():\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
        "    a(user)\n    return user.orders\n"
    )
    assert traced(tmp_path, code, code.count("\n")).detach is not None


def test_names_defined_by_way_of_themselves(tmp_path: Path) -> None:
    code = (
        HEAD
        + "a = b\nb = a\n\n\nclass C(C):\n    x = x\n\n\n@app.get('/')\ndef show():\n    C().x\n    return a.orders\n"
    )
    assert traced(tmp_path, code, code.count("\n")).load is None


def test_work_that_explodes_is_stopped_and_said(tmp_path: Path) -> None:
    steps = "".join(
        f"def f{n}(x):\n    return f{n + 1}([x]) or f{n + 1}([x, x]) or f{n + 1}((x,))\n\n\n" for n in range(25)
    )
    code = f"{HEAD}{steps}def f25(x):\n    return x\n\n\n@app.get('/')\ndef show(user):\n    f0(user)\n    return user.orders\n"
    started = time.process_time()
    lifetime = traced(tmp_path, code, code.count("\n"))
    assert time.process_time() - started < 20
    assert lifetime.facts == ()
    assert any("in time" in gap.says for gap in lifetime.gaps)


def test_the_recursion_limit_is_put_back(tmp_path: Path) -> None:
    before = sys.getrecursionlimit()
    traced(tmp_path, HEAD, 1)
    assert sys.getrecursionlimit() == before


def test_places_carry_the_columns_of_the_expression(tmp_path: Path) -> None:
    code = (
        f"{HEAD}@app.get('/')\ndef show():\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
    )
    code += "    return 'é', len(user.orders)\n"
    lifetime = traced(tmp_path, code, code.count("\n"))
    marked = {}
    for name in ("load", "detach", "access"):
        place = getattr(lifetime, name)
        text = code.split("\n")[place.line - 1]
        marked[name] = text[place.column : place.end_column]
    assert marked == {
        "load": "session.get(User, 1)",
        "detach": "with SessionLocal() as session",
        "access": "user.orders",
    }
    assert [place.says for place in lifetime.trace] == ["loaded here", "let go here", "used here"]


def test_every_fact_says_how_it_was_derived(tmp_path: Path) -> None:
    code = (
        f"{HEAD}@app.get('/')\ndef show():\n    with SessionLocal() as session:\n        user = session.get(User, 1)\n"
    )
    lifetime = traced(tmp_path, code + "    return user.orders\n", 12)
    assert all(fact.reason and fact.source == "source" for fact in lifetime.facts)


def test_a_contradiction_is_said(tmp_path: Path) -> None:
    code = f"{HEAD}@app.get('/')\ndef show():\n    session = SessionLocal()\n    user = session.get(User, 1)\n"
    lifetime = traced(tmp_path, code + "    return user.orders\n", 12)
    assert lifetime.contradicted
    assert lifetime.facts == ()
