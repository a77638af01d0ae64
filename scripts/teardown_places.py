"""Does a place of a request run before or after the cleanup of its dependencies, on the installed FastAPI?

Prints `{scope: {place: "before" or "after"}}` as JSON. A request is made straight to the ASGI application, so
that no test client's order is measured. Needs nothing but FastAPI; `measure_teardown.py` runs it on many releases.
"""

# ruff: noqa: INP001 - a script
import asyncio
import inspect
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from typing import Any

import pydantic
from fastapi import BackgroundTasks, Depends, FastAPI, Request, Response, WebSocket
from fastapi.responses import JSONResponse, StreamingResponse

Use = Callable[[], None]
#: What `Depends()` returns, in FastAPI's own words.
Dependency = Any
Message = MutableMapping[str, Any]


def measure() -> dict[str, dict[str, str]]:
    """Measure every place for every scope this FastAPI has."""
    has_scopes = "scope" in inspect.signature(Depends).parameters
    scopes = ("request", "function") if has_scopes else ("request",)
    return {scope: {place: _order(place, scope) for place in PLACES} for scope in scopes}


def _order(place: str, scope: str) -> str:
    events: list[str] = []

    async def session() -> AsyncIterator[None]:
        try:
            yield
        finally:
            events.append("cleanup")

    app = FastAPI()
    dependency = Depends(session) if scope == "request" else Depends(session, scope="function")
    PLACES[place](app, dependency, lambda: events.append("use"))
    asyncio.run(_request(app, "websocket" if place == "websocket" else "http"))
    if sorted(events) != ["cleanup", "use"]:
        raise SystemExit(f"{place}, scope {scope}: expected one use and one cleanup, not {events}")
    return "before" if events[0] == "use" else "after"


def _serialisation(app: FastAPI, dependency: Dependency, use: Use) -> None:
    class Row:
        @property
        def name(self) -> str:
            use()
            return "row"

    @app.get("/", response_model=RowOut)
    def handler(_: None = dependency) -> object:
        return Row()


def _streaming(app: FastAPI, dependency: Dependency, use: Use) -> None:
    def body() -> Iterator[bytes]:
        use()
        yield b"row"

    @app.get("/", response_model=None)
    def handler(_: None = dependency) -> StreamingResponse:
        return StreamingResponse(body())


def _background(app: FastAPI, dependency: Dependency, use: Use) -> None:
    @app.get("/")
    def handler(tasks: BackgroundTasks, _: None = dependency) -> None:
        tasks.add_task(use)


def _middleware(app: FastAPI, dependency: Dependency, use: Use) -> None:
    @app.middleware("http")
    async def after_call_next(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        use()
        return response

    @app.get("/")
    def handler(_: None = dependency) -> None:
        return None


def _exception_handler(app: FastAPI, dependency: Dependency, use: Use) -> None:
    class RefusedError(Exception):
        pass

    @app.exception_handler(RefusedError)
    def refused(_request: Request, _error: RefusedError) -> JSONResponse:
        use()
        return JSONResponse("refused", status_code=400)

    @app.get("/")
    def handler(_: None = dependency) -> None:
        raise RefusedError


def _websocket(app: FastAPI, dependency: Dependency, use: Use) -> None:
    @app.websocket("/")
    async def handler(socket: WebSocket, _: None = dependency) -> None:
        await socket.accept()
        await socket.close()
        use()


#: Values of the fact `access-site`, and how to build an application that uses its session there.
PLACES: dict[str, Callable[[FastAPI, Dependency, Use], None]] = {
    "serialisation": _serialisation,
    "streaming": _streaming,
    "background": _background,
    "middleware": _middleware,
    "exception-handler": _exception_handler,
    "websocket": _websocket,
}


async def _request(app: FastAPI, kind: str) -> None:
    """Send one request as a server would, and stay connected until the application is done."""
    http: Message = (
        {"method": "GET", "scheme": "http", "http_version": "1.1"} if kind == "http" else {"subprotocols": []}
    )
    path: Message = {"path": "/", "raw_path": b"/", "root_path": "", "query_string": b"", "headers": []}
    incoming: list[Message] = [
        {"type": "http.request", "body": b""} if kind == "http" else {"type": "websocket.connect"}
    ]

    async def receive() -> Message:
        if incoming:
            return incoming.pop()
        await asyncio.Event().wait()
        raise AssertionError("nobody sets the event")

    async def send(message: Message) -> None:
        del message

    await app({"type": kind, "asgi": {"version": "3.0"}, **path, **http}, receive, send)


class RowOut(pydantic.BaseModel):
    """Reads attributes of objects, in the spelling of the installed pydantic."""

    name: str
    if pydantic.VERSION.startswith("1."):

        class Config:
            """For pydantic 1."""

            orm_mode = True

    else:
        model_config = {"from_attributes": True}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
