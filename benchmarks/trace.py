"""What does tracing in a tree of 5,000 files cost, against `ast.parse` of just the files it needed?"""

from __future__ import annotations

import ast
import os
import tempfile
import time
import tracemalloc
from typing import TYPE_CHECKING

from benchmarks.measuring import Row, in_turn, report
from detachdoc.lifetime import trace
from detachdoc.model.report import Block, ErrorReport, Frame
from detachdoc.source import Project, open_project

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (50, 5_000)
_ROUNDS = 9

#: A service of ten files with one bug; every file is as long as such files are.
_APP = {
    "app/__init__.py": "",
    "app/db.py": """\
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("sqlite://")
SessionLocal = sessionmaker(engine)


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


Db = Annotated[Session, Depends(get_db)]
""",
    "app/models.py": """\
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    orders: Mapped[list[Order]] = relationship()
""",
    "app/auth.py": """\
from typing import Annotated

from fastapi import Depends

from app.crud.users import by_token
from app.db import SessionLocal
from app.models import User


def current_user(token: str) -> User:
    with SessionLocal() as session:
        return by_token(session, token)


CurrentUser = Annotated[User, Depends(current_user)]
""",
    "app/crud/__init__.py": "",
    "app/crud/users.py": """\
from sqlalchemy import select

from app.models import User


def by_token(session, token):
    return session.scalars(select(User).where(User.id == token)).one()
""",
    "app/api/__init__.py": "",
    "app/api/orders.py": """\
from fastapi import APIRouter

from app.auth import CurrentUser
from app.db import Db

router = APIRouter()


@router.get("/orders")
def list_orders(user: CurrentUser, db: Db):
    return [order.id for order in user.orders]
""",
    "app/main.py": """\
from fastapi import FastAPI

from app.api import orders

app = FastAPI()
app.include_router(orders.router)
""",
}
_FILLER = "".join(
    f"def step_{n}(values: list[int], factor: int = {n}) -> list[int]:\n"
    f"    kept = [value * factor for value in values if value % {n + 2}]\n"
    f"    return sorted(kept, key=lambda value: -value) if kept else [{n}]\n\n\n"
    for n in range(25)
)


def error() -> ErrorReport:
    """The error of the service above."""
    line = "return [order.id for order in user.orders]"
    frame = Frame("/srv/shop/app/api/orders.py", 11, "list_orders", line, is_app=True)
    name = "sqlalchemy.orm.exc.DetachedInstanceError"
    block = Block(name, "", (frame,))
    return ErrorReport(
        is_detached=True,
        type=name,
        wrapped_in=None,
        kind="lazy-load",
        class_name="User",
        attribute="orders",
        message="",
        sqlalchemy_link="20",
        blocks=(block,),
        subject=0,
    )


def write(root: str, size: int) -> None:
    """The service, padded, in a tree of `size` files."""
    for path, text in _APP.items():
        _write(root, path, text and text + "\n\n" + _FILLER)
    for number in range(size - len(_APP)):
        _write(root, f"services/s{number % 50}/part_{number}.py", _FILLER)


def _write(root: str, path: str, text: str) -> None:
    target = os.path.join(root, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as stream:
        stream.write(text)


def rows() -> list[Row]:
    """For a small and a large tree: finding the files, tracing, and parsing what was needed."""
    found: list[Row] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as root:
            write(root, size)
            found.extend(_measured(root, size))
    return found


def _measured(root: str, size: int) -> list[Row]:
    project = open_project(root)
    assert trace(error(), project, fastapi_version="0.165.0").load is not None
    texts = [project.text(path) for path in project.parsed]
    medians = in_turn(
        {
            "find": lambda: _cpu(lambda: open_project(root)),
            "trace": lambda: _traced(root),
            "parse": lambda: _cpu(lambda: [ast.parse(text) for text in texts]),
        },
        _ROUNDS,
    )
    what = f"trace, {size} files"
    return [
        Row(f"{what}: finding the files", medians["find"], "ms"),
        Row(f"{what}: files parsed", len(texts), ""),
        Row(f"{what}: ast.parse of just those", medians["parse"], "ms"),
        Row(f"{what}: tracing, reading and parsing included", medians["trace"], "ms"),
        Row(f"{what}: the second divided by the first", medians["trace"] / medians["parse"], "x", 2),
        Row(f"{what}: peak memory of tracing", _peak(root), "MB"),
    ]


def _traced(root: str) -> float:
    project = open_project(root)
    return _cpu(lambda: _trace(project))


def _trace(project: Project) -> object:
    return trace(error(), project, fastapi_version="0.165.0")


def _cpu(run: Callable[[], object]) -> float:
    """Milliseconds of CPU time: the machine may be busy with other things."""
    started = time.process_time()
    run()
    return (time.process_time() - started) * 1000


def _peak(root: str) -> float:
    project = open_project(root)
    tracemalloc.start()
    _trace(project)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


if __name__ == "__main__":
    report(rows())
