"""Small programs as text: files with marked lines, the error they raise, and what must be found.

A program starts with `=== name`, then `key: value` lines, then files after `--- path`. Lines ending in `#1`, `#2`, ...
are the traceback's frames in order, `#A` the last frame (the access); `#L` and `#D` mark the load and the line to blame,
`#E` the frame of an exception before this one.
`models.py` and `db.py` below are part of every program. `through: library` puts a library's frame before the last.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.lifetime import trace
from detachdoc.model.report import Block, EndpointHint, ErrorReport, Frame
from detachdoc.source import open_project

if TYPE_CHECKING:
    from detachdoc.model.lifetime import Lifetime

HERE = Path(__file__).parent
_MARKS = re.compile(r"\s*#((?:[LDAE]|\d)(?:[LDAE]|\d|,)*)\s*$")

#: Number of the earlier exception's frame.
_EARLIER = 98

SHARED = {
    "models.py": """\
from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    bio: Mapped[str] = mapped_column(Text, deferred=True)
    orders: Mapped[list["Order"]] = relationship(back_populates="user")
    team: Mapped["Team"] = relationship(lazy="joined")


class Team(Base):
    __tablename__ = "teams"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    members: Mapped[list[User]] = relationship()


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship(back_populates="orders")
    items: Mapped[list["Item"]] = relationship(cascade="all, delete-orphan")


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    label: Mapped[str]
""",
    "db.py": """\
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("sqlite://")
async_engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine)
AsyncSessionLocal = async_sessionmaker(async_engine, expire_on_commit=False)


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


async def get_async_db():
    async with AsyncSessionLocal() as session:
        yield session


Db = Annotated[Session, Depends(get_db)]
AsyncDb = Annotated[AsyncSession, Depends(get_async_db)]
""",
}


class Program(NamedTuple):
    """One program and what is true of it."""

    name: str
    keys: dict[str, str]
    files: dict[str, str]
    #: `load`, `detach`, `access` -> file:line.
    sites: dict[str, str]
    frames: tuple[Frame, ...]
    #: The frame of the exception before this one.
    earlier: tuple[Frame, ...] = ()


def programs() -> list[Program]:
    """Every program of the folder `programs`."""
    found = []
    for path in sorted((HERE / "programs").glob("*.txt")):
        parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found.extend(
            _program(f"{path.stem}-{name.strip()}", text) for name, text in zip(parts[1::2], parts[2::2], strict=True)
        )
    return found


def _program(name: str, text: str) -> Program:
    head, *rest = re.split(r"^--- (.+)\n", text, flags=re.MULTILINE)
    keys = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    files = dict(SHARED)
    sites: dict[str, str] = {}
    numbered: dict[int, Frame] = {}
    for path, code in zip(rest[::2], rest[1::2], strict=True):
        files[path] = _marked(path, code.strip("\n") + "\n", sites, numbered)
    for key in ("load", "detach", "access"):
        if key in keys:
            sites[key] = keys[key]
    earlier = (numbered.pop(_EARLIER),) if _EARLIER in numbered else ()
    frames = [numbered[at] for at in sorted(numbered)]
    if len(frames) > 1 and frames[-2].line == frames[-1].line and frames[-2].file == frames[-1].file:
        frames[-1] = frames[-1]._replace(function="<lambda>")
    if keys.get("through") == "library":
        frames.insert(-1, Frame("/usr/lib/python3/site-packages/lib/core.py", 1, "run", package="lib"))
    if "above" in keys:
        above = f"/usr/lib/python3/site-packages/{keys['above']}"
        frames.insert(0, Frame(above, 1, "__call__", package=keys["above"].split("/")[0]))
    return Program(name, keys, files, sites, tuple(frames), earlier)


def _marked(path: str, code: str, sites: dict[str, str], numbered: dict[int, Frame]) -> str:
    names = {"L": "load", "D": "detach", "A": "access"}
    plain = []
    for number, line in enumerate(code.splitlines(), 1):
        match = _MARKS.search(line)
        bare = line[: match.start()] if match else line
        plain.append(bare)
        for mark in match[1].split(",") if match else ():
            if mark in names:
                sites[names[mark]] = f"{path}:{number}"
            if mark in "AE" or mark.isdigit():
                numbered[{"A": 99, "E": _EARLIER}.get(mark) or int(mark)] = Frame(
                    path, number, None, bare.strip(), is_app=True
                )
    text = "\n".join(plain) + "\n"
    for at, frame in numbered.items():
        if frame.file == path:
            numbered[at] = frame._replace(file=f"/srv/app/{path}", function=_function(path, text, frame.line or 0))
        elif frame.file.endswith(f"/{path}") and frame.function is None:
            numbered[at] = frame._replace(function=_function(path, text, frame.line or 0))
    return text


def _function(path: str, code: str, line: int) -> str:
    if not path.endswith(".py"):
        return "top-level template code"
    inside = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(inside, key=lambda node: node.lineno).name if inside else "<module>"


def error(program: Program) -> ErrorReport:
    """The error the program raises."""
    what, kind = program.keys["error"].split(" ")
    cls, _, attribute = what.partition(".")
    wrapped = program.keys.get("wrapped")
    library = Frame("/usr/lib/python3/site-packages/fastapi/routing.py", 1, "serialize_response", package="fastapi")
    frames = program.frames
    hint = None
    if wrapped == "fastapi.exceptions.ResponseValidationError":
        frames = (library,)
        if "endpoint" in program.keys:
            hint = EndpointHint("/srv/app/app.py", None, program.keys["endpoint"], None)
    block = Block(wrapped or "sqlalchemy.orm.exc.DetachedInstanceError", "", frames)
    before = (Block("app.Error", "", program.earlier),) if program.earlier else ()
    return ErrorReport(
        True, "sqlalchemy.orm.exc.DetachedInstanceError", wrapped, kind, cls or None, attribute or None, "", "20",
        (*before, block), len(before), endpoint=hint,
    )  # fmt: skip


def traced(program: Program, folder: Path) -> Lifetime:
    """What tracing the program finds."""
    for path, code in program.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(code, encoding="utf-8")
    return trace(error(program), open_project(str(folder)), fastapi_version=program.keys.get("fastapi", "0.165.0"))


def cause(lifetime: Lifetime) -> str | None:
    """The cause the facts amount to, by the rule of precedence; None when they name none."""
    facts = {fact.id: fact.value for fact in lifetime.facts}
    by_journey = {
        "taken-out": "explicitly-expunged",
        "cached": "used-across-requests",
        "handed-to-background": "background-task",
        "row-deleted": "row-deleted",
        "test-fixture": "test-fixture",
    }
    if facts.get("journey") != "straight":
        return by_journey.get(facts.get("journey", ""))
    if facts["session-owner"] == "request":
        return "session-closed-by-dependency"
    by_session = {"yes": "session-not-shared", "no": "context-block-exited"}
    return by_session.get(facts.get("request-session", ""))
