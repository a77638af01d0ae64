"""Does the recorder see through greenlets and the task in which an AsyncSession is closed?"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from tests.recorder.tools import Base, Boat, line, note_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

pytestmark = pytest.mark.usefixtures("recorded")


#: `async_sessionmaker` came with SQLAlchemy 2.0.
maker = functools.partial(sessionmaker, class_=AsyncSession)


async def in_block(engine: AsyncEngine) -> Boat:
    async with AsyncSession(engine) as session:
        return (await session.scalars(select(Boat))).one()


async def in_begin(engine: AsyncEngine) -> Boat:
    async with maker(engine, expire_on_commit=False).begin() as session:
        return (await session.scalars(select(Boat))).one()


async def by_close(engine: AsyncEngine) -> Boat:
    session = AsyncSession(engine)
    found = await session.get(Boat, 1)
    await session.close()
    return found


async def by_expunge(engine: AsyncEngine) -> Boat:
    async with AsyncSession(engine) as session:
        found = await session.get(Boat, 1)
        session.expunge(found)
        return found


@contextlib.asynccontextmanager
async def scope(engine: AsyncEngine):
    async with AsyncSession(engine) as session:
        yield session


async def in_scope(engine: AsyncEngine) -> Boat:
    async with scope(engine) as session:
        return await session.get(Boat, 1)


async def in_stack(engine: AsyncEngine) -> Boat:
    async with contextlib.AsyncExitStack() as stack:
        session = await stack.enter_async_context(AsyncSession(engine))
        return await session.get(Boat, 1)


async def in_run_sync(engine: AsyncEngine) -> Boat:
    async with AsyncSession(engine) as session:
        return await session.run_sync(lambda inner: inner.get(Boat, 1))


async def cancelled(engine: AsyncEngine) -> Boat:
    kept: list[Boat] = []
    loaded = asyncio.Event()

    async def work() -> None:
        async with AsyncSession(engine) as session:
            kept.append(await session.get(Boat, 1))
            loaded.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    await loaded.wait()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    return kept[0]


def loaded_by(load: Callable[[AsyncEngine], Awaitable[Boat]]) -> Boat:
    async def main() -> Boat:
        engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(engine) as session:
            session.add(Boat(id=1, name="Ariel"))
            await session.commit()
        found = await load(engine)
        await engine.dispose()
        return found

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("load", "by", "expected", "loaded"),
    [
        (in_block, "block-exit", "async with AsyncSession(engine) as session:", "session.scalars"),
        (
            in_begin,
            "block-exit",
            "async with maker(engine, expire_on_commit=False).begin() as session:",
            "session.scalars",
        ),
        (by_close, "close", "await session.close()", "session.get"),
        (by_expunge, "expunge", "session.expunge(found)", "session.get"),
        (in_scope, "block-exit", "async with scope(engine) as session:", "session.get"),
        (in_stack, "block-exit", "async with contextlib.AsyncExitStack() as stack:", "session.get"),
        (in_run_sync, "block-exit", "async with AsyncSession(engine) as session:", "inner.get"),
        (cancelled, "block-exit", "async with AsyncSession(engine) as session:", "session.get"),
    ],
)
def test_end_is_named(load, by: str, expected: str, loaded: str) -> None:
    found = loaded_by(load)

    note = note_of(lambda: found.crew)

    assert note.detached_by == by
    assert line(note.detached) == expected
    assert loaded in line(note.loaded)


def test_commit_at_the_end_of_begin_is_named_by_its_block() -> None:
    async def load(engine: AsyncEngine) -> Boat:
        async with maker(engine).begin() as session:
            return await session.get(Boat, 1)

    found = loaded_by(load)

    note = note_of(lambda: found.name)
    assert note.expired_by == "commit"
    assert line(note.expired) == "async with maker(engine).begin() as session:"


def test_close_in_a_later_block_of_the_same_task_is_not_mistaken() -> None:
    async def load(engine: AsyncEngine) -> Boat:
        async with AsyncSession(engine) as first:
            await first.get(Boat, 1)
        second = AsyncSession(engine)
        found = await second.get(Boat, 1)
        await second.close()
        return found

    found = loaded_by(load)

    assert line(note_of(lambda: found.crew).detached) == "await second.close()"


def test_close_in_a_worker_thread_is_found_through_its_waiter() -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    async def main() -> Boat:
        engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
        Base.metadata.create_all(engine)
        session = Session(engine)
        session.add(Boat(id=1))
        session.commit()
        found = session.get(Boat, 1)
        # A thread that is only just starting may run before anybody waits for it.
        await asyncio.to_thread(int)
        await asyncio.to_thread(session.close)
        engine.dispose()
        return found

    found = asyncio.run(main())

    assert line(note_of(lambda: found.crew).detached) == "await asyncio.to_thread(session.close)"
