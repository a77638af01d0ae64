# ruff: noqa: B008 - FastAPI's way
"""Does the recorder tell requests, tasks and threads apart, and whose session it was? Real FastAPI under real uvicorn."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from fastapi import BackgroundTasks, Depends, FastAPI, Request
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import DetachedInstanceError

from detachdoc.evidence import recorder as recorder_evidence
from detachdoc.model.report import RecorderNote
from detachdoc.report import read_text
from detachdoc.report.recorder_note import extract
from tests.recorder.tools import Boat, Engine, line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.usefixtures("recorded")


class Harbor:
    """An app whose routes use boats wrongly, and what the recorder said about it."""

    def __init__(self, engine: Engine) -> None:
        self.app = FastAPI()
        self.engine = engine
        self.said: list[str] = []
        self.cache: dict[str, Boat] = {}
        self.done = threading.Event()

    def get_db(self) -> Iterator[Session]:
        with Session(self.engine) as session:
            yield session

    def own_boat(self) -> Boat:
        with Session(self.engine) as session:
            return session.get(Boat, 1)

    def use(self, boat: Boat) -> None:
        try:
            _ = boat.crew
        except DetachedInstanceError as error:
            self.said.append(f"sqlalchemy.orm.exc.DetachedInstanceError: {error}")
        self.done.set()

    def ask(self, *paths: str) -> tuple[RecorderNote, dict[str, str]]:
        """Serve `paths`, one request each; return the last note and the facts drawn from it."""
        server = uvicorn.Server(uvicorn.Config(self.app, port=0, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                for path in paths:
                    client.get(path)
            assert self.done.wait(5)
        finally:
            server.should_exit = True
            thread.join()
        note = extract(self.said[-1])[1]
        assert note is not None
        error = read_text(self.said[-1]).errors[0]
        return note, {fact.id: fact.value for fact in recorder_evidence.facts(note, error)}


@pytest.fixture
def harbor(engine: Engine) -> Harbor:
    return Harbor(engine)


def dependency(harbor: Harbor) -> Any:
    return Depends(harbor.get_db)


def test_own_session_beside_the_requests(harbor: Harbor) -> None:
    @harbor.app.get("/")
    def boats(db: Session = dependency(harbor)) -> None:
        harbor.use(harbor.own_boat())

    note, facts = harbor.ask("/")

    assert (facts["journey"], facts["session-owner"], facts["request-session"]) == ("straight", "own", "yes")
    assert note.other is not None
    assert note.other.function == "get_db"
    assert line(note.detached) == "with Session(self.engine) as session:"


def test_own_session_opened_before_the_requests(harbor: Harbor) -> None:
    @harbor.app.get("/")
    async def boats(boat: Any = Depends(harbor.own_boat), db: Session = dependency(harbor)) -> None:
        harbor.use(boat)

    _, facts = harbor.ask("/")

    assert (facts["session-owner"], facts["request-session"]) == ("own", "yes")


def test_own_session_and_no_other(harbor: Harbor) -> None:
    @harbor.app.get("/")
    def boats() -> None:
        harbor.own_boat()
        harbor.use(harbor.own_boat())

    _, facts = harbor.ask("/")

    assert (facts["journey"], facts["session-owner"], facts["request-session"]) == ("straight", "own", "no")
    assert facts["ended-by"] == "block"


def test_requests_session_closed_by_a_helper(harbor: Harbor) -> None:
    def finish(db: Session) -> None:
        db.close()

    @harbor.app.get("/")
    def boats(db: Session = dependency(harbor)) -> None:
        boat = db.get(Boat, 1)
        finish(db)
        harbor.use(boat)

    note, facts = harbor.ask("/")

    assert (facts["session-owner"], facts["ended-by"]) == ("request", "close-call")
    assert line(note.detached) == "db.close()"


def test_dependency_cleaned_up_before_an_outer_one(harbor: Harbor) -> None:
    def audit(request: Request) -> Iterator[None]:
        yield
        harbor.use(request.state.boat)

    @harbor.app.get("/", dependencies=[Depends(audit)])
    def boats(request: Request, db: Session = dependency(harbor)) -> None:
        request.state.boat = db.get(Boat, 1)

    note, facts = harbor.ask("/")

    assert (facts["journey"], facts["session-owner"], facts["ended-by"]) == ("straight", "request", "cleanup")
    assert note.detached_by == "dependency-teardown"
    assert line(note.detached) == "with Session(self.engine) as session:"


def test_cached_in_an_earlier_request(harbor: Harbor) -> None:
    @harbor.app.get("/")
    def boats() -> None:
        if "Ariel" in harbor.cache:
            harbor.use(harbor.cache["Ariel"])
        harbor.cache["Ariel"] = harbor.own_boat()

    note, facts = harbor.ask("/", "/")

    assert facts["journey"] == "cached"
    assert int(note.get("load-request") or 0) + 1 == int(note.get("use-request") or 0)


def test_loaded_at_start(harbor: Harbor) -> None:
    harbor.cache["Ariel"] = harbor.own_boat()

    @harbor.app.get("/")
    def boats() -> None:
        harbor.use(harbor.cache["Ariel"])

    note, facts = harbor.ask("/")

    assert facts["journey"] == "cached"
    assert note.get("load-request") == "before"


def test_loaded_by_a_plain_thread_during_the_request_is_not_cached(harbor: Harbor) -> None:
    @harbor.app.get("/")
    def boats() -> None:
        with ThreadPoolExecutor() as pool:
            harbor.use(pool.submit(harbor.own_boat).result())

    note, facts = harbor.ask("/")

    assert note.get("load-request") == "outside"
    assert facts["journey"] == "straight"


def test_cached_and_expunged_is_taken_out(harbor: Harbor) -> None:
    @harbor.app.get("/")
    def boats(db: Session = dependency(harbor)) -> None:
        if "Ariel" in harbor.cache:
            harbor.use(harbor.cache["Ariel"])
        harbor.cache["Ariel"] = db.get(Boat, 1)
        db.expunge(harbor.cache["Ariel"])

    _, facts = harbor.ask("/", "/")

    assert facts["journey"] == "taken-out"


@pytest.mark.parametrize("is_async", [False, True])
def test_background_task(harbor: Harbor, is_async: bool) -> None:
    async def later(boat: Boat) -> None:
        harbor.use(boat)

    @harbor.app.get("/")
    def boats(tasks: BackgroundTasks) -> None:
        tasks.add_task(later if is_async else harbor.use, harbor.own_boat())

    _, facts = harbor.ask("/")

    assert (facts["journey"], facts["access-site"]) == ("handed-to-background", "background")


def test_task_nobody_waits_for(harbor: Harbor) -> None:
    tasks = set()

    async def later(boat: Boat) -> None:
        await asyncio.sleep(0.05)
        harbor.use(boat)

    @harbor.app.get("/")
    async def boats(db: Session = dependency(harbor)) -> None:
        task = asyncio.create_task(later(db.get(Boat, 1)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    _, facts = harbor.ask("/")

    assert (facts["journey"], facts["access-site"]) == ("handed-to-background", "task")


@pytest.mark.parametrize("way", ["gather", "wait_for", "group", "wait", "thread", "quick threads"])
def test_work_the_endpoint_waits_for_is_not_background(harbor: Harbor, way: str) -> None:
    async def now(boat: Boat) -> None:
        await asyncio.sleep(0.01)
        harbor.use(boat)

    @harbor.app.get("/")
    async def boats() -> None:
        boat = harbor.own_boat()
        if way == "gather":
            await asyncio.gather(now(boat), asyncio.sleep(0))
        elif way == "wait_for":
            await asyncio.wait_for(now(boat), 5)
        elif way == "wait":
            await asyncio.wait([asyncio.create_task(now(boat))])
        elif way == "thread":
            await asyncio.to_thread(lambda: (time.sleep(0.05), harbor.use(boat)))
        elif way == "quick threads":
            for _ in range(10):  # sooner, some of them, than the task begins to wait
                await asyncio.to_thread(harbor.use, boat)
        else:
            async with asyncio.TaskGroup() as group:
                group.create_task(now(boat))

    _, facts = harbor.ask("/")

    assert facts["journey"] == "straight"
    assert "access-site" not in facts
    assert all("site request" in said for said in harbor.said)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_background_task_that_loads_for_itself(harbor: Harbor, kind: str) -> None:
    def load_and_use() -> None:
        harbor.use(harbor.own_boat())

    async def load_and_use_later() -> None:
        load_and_use()

    @harbor.app.get("/")
    def boats(tasks: BackgroundTasks, db: Session = dependency(harbor)) -> None:
        db.get(Boat, 1)
        tasks.add_task(load_and_use if kind == "sync" else load_and_use_later)

    note, facts = harbor.ask("/")

    assert note.get("load-background") == "yes"
    assert (facts["journey"], facts["request-session"]) == ("straight", "no")


def test_thread_pool_nobody_waits_for(harbor: Harbor) -> None:
    pool = ThreadPoolExecutor()

    @harbor.app.get("/")
    def boats(db: Session = dependency(harbor)) -> None:
        pool.submit(lambda boat: (time.sleep(0.05), harbor.use(boat)), db.get(Boat, 1))

    note, facts = harbor.ask("/")
    pool.shutdown()

    assert (facts["journey"], facts["access-site"]) == ("handed-to-background", "thread")
    assert note.get("use-request") == "none"


@pytest.mark.parametrize("kind", ["asgi", "base"])
def test_session_of_a_middleware_is_the_requests(harbor: Harbor, kind: str) -> None:
    def outer_use(scope: dict[str, Any]) -> None:
        if boat := scope["state"].get("boat"):
            harbor.use(boat)

    class Sessions:
        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                return await self.app(scope, receive, send)
            with Session(harbor.engine) as session:
                scope.setdefault("state", {})["db"] = session
                await self.app(scope, receive, send)
            outer_use(scope)
            return None

    async def sessions(request: Request, call_next: Callable[[Request], Any]) -> Any:
        with Session(harbor.engine) as session:
            request.state.db = session
            response = await call_next(request)
        outer_use(request.scope)
        return response

    if kind == "asgi":
        harbor.app.add_middleware(Sessions)
    else:
        harbor.app.middleware("http")(sessions)

    @harbor.app.get("/")
    def boats(request: Request) -> None:
        request.state.boat = request.state.db.get(Boat, 1)

    note, facts = harbor.ask("/")

    assert (facts["session-owner"], facts["ended-by"], note.get("made-for")) == ("request", "cleanup", "middleware")


def test_middleware_that_looks_up_the_user_has_a_session_of_its_own(harbor: Harbor) -> None:
    def find(session: Session) -> Boat:
        return session.get(Boat, 1)

    @harbor.app.middleware("http")
    async def sign_in(request: Request, call_next: Callable[[Request], Any]) -> Any:
        with Session(harbor.engine) as session:
            request.state.boat = find(session)
        return await call_next(request)

    @harbor.app.get("/")
    def boats(request: Request, db: Session = dependency(harbor)) -> None:
        harbor.use(request.state.boat)

    _, facts = harbor.ask("/")

    assert (facts["session-owner"], facts["request-session"]) == ("own", "yes")


def test_mounted_app_belongs_to_the_same_request(harbor: Harbor) -> None:
    inner = FastAPI()
    harbor.app.mount("/inner", inner)

    @harbor.app.middleware("http")
    async def sign_in(request: Request, call_next: Callable[[Request], Any]) -> Any:
        request.scope.setdefault("state", {})["boat"] = harbor.own_boat()
        return await call_next(request)

    @inner.get("/")
    def boats(request: Request) -> None:
        harbor.use(request.scope["state"]["boat"])

    _, facts = harbor.ask("/inner/")

    assert facts["journey"] == "straight"


def test_many_sessions_do_not_push_out_the_requests_own(harbor: Harbor) -> None:
    @harbor.app.get("/")
    def boats(db: Session = dependency(harbor)) -> None:
        for _ in range(100):
            boat = harbor.own_boat()
        harbor.use(boat)

    _, facts = harbor.ask("/")

    assert facts["request-session"] == "yes"


def test_requests_at_the_same_time_are_told_apart(harbor: Harbor) -> None:
    barrier = threading.Barrier(4)

    @harbor.app.get("/{number}")
    def boats(number: int, db: Session = dependency(harbor)) -> None:
        boat = harbor.own_boat()
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(2)
        harbor.use(boat)

    with ThreadPoolExecutor(4) as clients:
        server = uvicorn.Server(uvicorn.Config(harbor.app, port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        list(clients.map(lambda number: httpx.get(f"http://127.0.0.1:{port}/{number}"), range(4)))
        server.should_exit = True
        thread.join()

    notes = [extract(said)[1] for said in harbor.said]
    requests = {note.get("load-request") for note in notes if note}
    assert len(requests) == len(notes) == 4
    assert all(note and note.get("load-request") == note.get("use-request") for note in notes)
