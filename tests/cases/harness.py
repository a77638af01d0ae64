"""What every trigger needs: a throw-away database, a client, and a log like a server's. Runs in the case's own environment."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from typing import Any, NoReturn

UVICORN = "%(levelname)s:    %(message)s"


def sqlite(driver: str = "sqlite") -> str:
    """URL of an empty database in a folder of its own."""
    return f"{driver}:///{tempfile.mkdtemp()}/case.db"


def seed(url: str, metadata: Any, *rows: Any) -> None:
    """Create the tables and write `rows`, through an engine that is gone afterwards."""
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    engine = create_engine(url.replace("+aiosqlite", ""))
    metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(rows)
        session.commit()
    engine.dispose()


class Logged:
    """Stands where the server stands: an error that leaves the app is logged, not raised."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            below = error.__traceback__.tb_next if error.__traceback__ else None
            log = logging.getLogger("uvicorn.error")
            # As uvicorn logs it, without this frame.
            log.error("Exception in ASGI application\n", exc_info=(type(error), error, below))  # noqa: TRY400


def client(app: Any, *, form: str = UVICORN, **options: Any) -> Any:
    """A client in the app's own process, one event loop for all requests; enter it to run the lifespan."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format=form)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from fastapi.testclient import TestClient

        return TestClient(Logged(app), raise_server_exceptions=False, **options)


def settle(entered: Any) -> None:
    """Wait until every task that the app itself started is done; then the loop reports the errors nobody looked at."""

    async def ended() -> None:
        mine = asyncio.current_task()
        started = {task for task in asyncio.all_tasks() if task is not mine and not _of_a_library(task)}
        if started:
            await asyncio.wait(started)

    entered.portal.call(ended)
    gc.collect()


def _of_a_library(task: Any) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is None or "site-packages" in code.co_filename


@contextlib.contextmanager
def serve(app: Any, **options: Any) -> Iterator[str]:
    """Run the app under uvicorn; gives its address once it listens."""
    import uvicorn

    listening = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets=sockets)
            listening.set()

    server = Server(uvicorn.Config(app, port=0, **options))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    listening.wait()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def finish(fine: bool) -> NoReturn:
    """End the process with 0 when the request went well, 1 when it failed; threads of drivers cannot hold it up."""
    gc.collect()
    sys.stderr.flush()
    os._exit(0 if fine else 1)
