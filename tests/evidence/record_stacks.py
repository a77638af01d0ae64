"""Records who calls whom above a failing line, on the FastAPI that is installed: `python record_stacks.py >> stacks.jsonl`.

Run once per FastAPI version, each in an environment of its own with fastapi and httpx. One JSON line per place.
"""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from collections.abc import AsyncIterator, Iterator

import fastapi
import httpx
from fastapi import BackgroundTasks, Depends, FastAPI, Request
from fastapi.responses import StreamingResponse


class Refused(Exception):
    pass


class UsedTooLate(Exception):
    pass


def use() -> None:
    raise UsedTooLate


def session() -> Iterator[int]:
    yield 1


def session_used_on_exit() -> Iterator[int]:
    yield 1
    use()


def use_in_body() -> None:
    use()


async def use_async() -> None:
    use()


def build(with_middleware: bool) -> FastAPI:
    app = FastAPI()

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> None:
        use()

    @app.get("/handler")
    def handler(db: int = Depends(session)) -> None:
        use()

    @app.get("/handler-async")
    async def handler_async(db: int = Depends(session)) -> None:
        use()

    @app.get("/streaming")
    def streaming(db: int = Depends(session)) -> StreamingResponse:
        def rows() -> Iterator[str]:
            yield "first"
            use()

        return StreamingResponse(rows())

    @app.get("/streaming-async")
    async def streaming_async(db: int = Depends(session)) -> StreamingResponse:
        async def rows() -> AsyncIterator[str]:
            yield "first"
            use()

        return StreamingResponse(rows())

    @app.get("/background")
    def background(tasks: BackgroundTasks, db: int = Depends(session)) -> int:
        tasks.add_task(use)
        return 1

    @app.get("/background-async")
    async def background_async(tasks: BackgroundTasks, db: int = Depends(session)) -> int:
        tasks.add_task(use_async)
        return 1

    @app.get("/exception-handler")
    def raises(db: int = Depends(session)) -> None:
        raise Refused

    @app.get("/dependency-teardown")
    def used_on_exit(db: int = Depends(session_used_on_exit)) -> int:
        return 1

    @app.get("/dependency-body")
    def used_in_dependency(db: None = Depends(use_in_body)) -> int:
        return 1

    @app.get("/middleware")
    def plain(db: int = Depends(session)) -> int:
        return 1

    if with_middleware:

        @app.middleware("http")
        async def audit(request: Request, call_next):  # type: ignore[no-untyped-def]
            response = await call_next(request)
            if request.url.path == "/middleware":
                use()
            return response

    return app


async def ask(app: FastAPI, path: str) -> BaseException | None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        try:
            await client.get(path)
        except BaseException as error:
            return error
    return None


def frames(error: BaseException) -> list[list[str]]:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    stack = traceback.extract_tb(error.__traceback__)
    return [[short(frame.filename), frame.name] for frame in stack]


def short(path: str) -> str:
    """This file counts as the app; libraries by their own folder, wherever they are installed."""
    if path == __file__:
        return "app.py"
    inside = path.partition("lib/python")[2].partition("/")[2]
    return inside.removeprefix("site-packages/")


def main() -> None:
    for with_middleware in (False, True):
        app = build(with_middleware)
        for route in app.routes:
            path = getattr(route, "path", "")
            if getattr(route, "endpoint", None) is None or route.endpoint.__module__ != __name__:
                continue
            error = asyncio.run(ask(app, path))
            if error is not None:
                site = path.strip("/").removesuffix("-async")
                line = {"fastapi": fastapi.__version__, "behind_middleware": with_middleware, "site": site}
                sys.stdout.write(json.dumps(line | {"path": path, "frames": frames(error)}) + "\n")


if __name__ == "__main__":
    main()
