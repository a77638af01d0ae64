"""Are gaps and notes honest: unread files, several copies, code outside any file?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import trace
from detachdoc.model.report import Block, EndpointHint, ErrorReport, Frame
from detachdoc.source import open_project
from tests.lifetime import tools

if TYPE_CHECKING:
    from pathlib import Path

    from detachdoc.model.lifetime import Lifetime

APP = """\
from fastapi import FastAPI
from services import show
from sessions import Db
from models import User

app = FastAPI()


@app.get("/")
def index(db: Db):
    return show(db.get(User, 1))
"""
SESSIONS = "from db import Db\n"
SERVICES = "def show(user):\n    return len(user.orders)\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def traced(folder: Path, *frames: Frame, endpoint: EndpointHint | None = None) -> Lifetime:
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", "", frames)
    wrapped = "fastapi.exceptions.ResponseValidationError" if endpoint is not None else None
    error = ErrorReport(
        True, block.type, wrapped, "lazy-load", "User", "orders", "", "20", (block,), 0, endpoint=endpoint
    )
    return trace(error, open_project(str(folder)), fastapi_version="0.165.0")


def frame(path: str, line: int, function: str, code: str) -> Frame:
    return Frame(f"/srv/{path}", line, function, code, is_app=True)


INDEX = frame("app.py", 10, "index", "return show(db.get(User, 1))")
SHOW = frame("services.py", 2, "show", "return len(user.orders)")


def test_a_failing_line_that_was_rewritten_contradicts_the_error(tmp_path: Path) -> None:
    services = "def show(user):\n    return user['orders']\n"
    write(tmp_path, {**tools.SHARED, "app.py": APP, "sessions.py": SESSIONS, "services.py": services})
    assert traced(tmp_path, SHOW).contradicted


def test_a_failing_line_that_was_only_reformatted_does_not(tmp_path: Path) -> None:
    services = "def show(user):\n    return 1 + len(user.orders)\n"
    write(tmp_path, {**tools.SHARED, "services.py": services})
    assert not traced(tmp_path, SHOW).contradicted


def test_a_session_that_is_still_open_contradicts_the_error(tmp_path: Path) -> None:
    write(tmp_path, {**tools.SHARED, "app.py": APP, "sessions.py": SESSIONS, "services.py": SERVICES})
    assert traced(tmp_path, INDEX, SHOW).contradicted


def test_a_file_on_the_way_that_cannot_be_read_is_a_gap_and_no_contradiction(tmp_path: Path) -> None:
    write(tmp_path, {**tools.SHARED, "app.py": APP, "sessions.py": SESSIONS + "def (\n", "services.py": SERVICES})
    lifetime = traced(tmp_path, INDEX, SHOW)
    assert not lifetime.contradicted
    assert lifetime.facts == ()
    assert [gap.where.file for gap in lifetime.gaps if gap.where and gap.says.startswith("not read")] == ["sessions.py"]
    assert not any("still open" in gap.says for gap in lifetime.gaps)


def test_an_error_without_a_frame_names_no_folder_as_unread(tmp_path: Path) -> None:
    write(tmp_path, {**tools.SHARED, "app.py": APP, "sessions.py": SESSIONS, "services.py": SERVICES})
    library = Frame("/usr/lib/python3/site-packages/fastapi/routing.py", 1, "serialize_response", package="fastapi")
    lifetime = traced(tmp_path, library, endpoint=EndpointHint("/srv/app.py", None, "index", None))
    assert not any("Is a directory" in gap.says for gap in lifetime.gaps)


def test_one_of_several_copies_is_chosen_for_all_frames_and_said(tmp_path: Path) -> None:
    own = "from fastapi import FastAPI\nfrom db import SessionLocal\nfrom models import User\nfrom show import show\n\n"
    own += 'app = FastAPI()\n\n\n@app.get("/")\ndef index():\n    with SessionLocal() as s:\n'
    own += "        user = s.get(User, 1)\n    return show(user)\n"
    show = "def show(user):\n    return len(user.orders)\n"
    for copy, text in (("backup", own.replace("return show(user)", "return 0")), ("live", own)):
        files = {**tools.SHARED, "app.py": text, "show.py": show}
        write(tmp_path, {f"{copy}/{path}": code for path, code in files.items()})
    lifetime = traced(
        tmp_path,
        frame("app.py", 12, "index", "return show(user)"),
        frame("show.py", 2, "show", "return len(user.orders)"),
    )
    assert lifetime.access is not None
    assert lifetime.access.file == "live/show.py"
    told = [gap for gap in lifetime.gaps if "this copy was read" in gap.says]
    assert [(gap.where and gap.where.file, gap.followed) for gap in told] == [("live/show.py", True)]
    assert "backup/show.py" in told[0].says


def test_a_dependency_outside_the_source_is_named_when_it_may_provide_a_session(tmp_path: Path) -> None:
    app = (
        "from fastapi import Depends, FastAPI\n"
        "from corelib import account\n"
        "from db import SessionLocal\n"
        "from models import User\n"
        "app = FastAPI()\n\n"
        "def load():\n    with SessionLocal() as own:\n        return own.get(User, 1)\n\n"
        "@app.get('/')\ndef index(who=Depends(account)):\n    return len(load().orders)\n"
    )
    write(tmp_path, {**tools.SHARED, "app.py": app})
    lifetime = traced(tmp_path, frame("app.py", 13, "index", "return len(load().orders)"))
    told = [(gap.where.ref, gap.says) for gap in lifetime.gaps if gap.where is not None]
    assert told == [
        (
            "app.py:12",
            "corelib.account is not in the source that was given, so whether it gives the request a session is not known",
        )
    ]


TEST = """\
from db import SessionLocal
from models import User


def test_orders(client):
    session = SessionLocal()
    user = session.get(User, 1)
    client.delete("/session")
    assert len(user.orders) == 0
"""


def test_what_a_test_client_runs_is_not_seen_so_nothing_is_contradicted(tmp_path: Path) -> None:
    write(tmp_path, {**tools.SHARED, "tests/test_users.py": TEST})
    lifetime = traced(tmp_path, frame("tests/test_users.py", 9, "test_orders", "assert len(user.orders) == 0"))
    assert lifetime.facts == ()
    assert lifetime.access is not None
    assert not lifetime.contradicted


def test_a_function_is_a_test_in_a_file_of_tests_only(tmp_path: Path) -> None:
    code = TEST.replace('    client.delete("/session")\n', "    session.close()\n")
    write(tmp_path, {**tools.SHARED, "jobs.py": code, "tests/test_users.py": code})
    sites = []
    for path in ("jobs.py", "tests/test_users.py"):
        lifetime = traced(tmp_path, frame(path, 9, "test_orders", "assert len(user.orders) == 0"))
        sites.append(next((fact.value for fact in lifetime.facts if fact.id == "access-site"), None))
    assert sites == [None, "test"]


def test_a_session_from_outside_the_source_leaves_its_end_open(tmp_path: Path) -> None:
    app = (
        "from fastapi import FastAPI\n"
        "from corelib import SessionDep\n"
        "from models import User\n"
        "app = FastAPI()\n\n"
        "@app.get('/')\ndef index(db: SessionDep):\n    user = db.get(User, 1)\n    return len(user.orders)\n"
    )
    write(tmp_path, {**tools.SHARED, "app.py": app})
    lifetime = traced(tmp_path, frame("app.py", 9, "index", "return len(user.orders)"))
    assert lifetime.gaps[0].says == (
        "the session that loaded it comes from outside the source, so when it ends is not known"
    )
    assert (lifetime.contradicted, lifetime.untraced) == (False, True)


REPO = """\
from db import SessionLocal
from models import User


def load(pk):
    with SessionLocal() as session:
        return session.get(User, pk)


def count(pk):
    return len(load(pk).orders)
"""


def test_without_the_file_of_the_caller_what_the_request_provides_is_not_known(tmp_path: Path) -> None:
    write(tmp_path, {**tools.SHARED, "repo.py": REPO})
    count = frame("repo.py", 11, "count", "return len(load(pk).orders)")
    handler = frame("main.py", 8, "index", "return count(1)")
    assert tools.cause(traced(tmp_path, count)) == "context-block-exited"
    assert tools.cause(traced(tmp_path, handler, count)) is None
