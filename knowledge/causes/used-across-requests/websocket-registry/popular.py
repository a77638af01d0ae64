"""A taxi office keeps a socket open to every driver and reads out their depot when it sends a job."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator

import httpx
from fastapi import Depends, FastAPI, WebSocket
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Depot(Base):
    __tablename__ = "depot"
    id: Mapped[int] = mapped_column(primary_key=True)
    street: Mapped[str]


class Driver(Base):
    __tablename__ = "driver"
    id: Mapped[int] = mapped_column(primary_key=True)
    depot_id: Mapped[int] = mapped_column(ForeignKey("depot.id"))
    depot: Mapped[Depot] = relationship()


async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


# [show]
online: dict[int, tuple[WebSocket, Driver]] = {}


@app.websocket("/radio/{driver_id}")
async def radio(socket: WebSocket, driver_id: int) -> None:
    async with SessionLocal() as session:
        driver = await session.get_one(Driver, driver_id)
    await socket.accept()
    online[driver_id] = (socket, driver)
    await socket.receive()


@app.post("/jobs/{driver_id}")
async def dispatch(driver_id: int, session: AsyncSession = Depends(get_session)) -> str:
    socket, driver = online[driver_id]
    depot = await driver.awaitable_attrs.depot
    await socket.send_text(f"new job, start from {depot.street}")
    return "sent"


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def main() -> bool:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal.begin() as session:
        session.add(Driver(depot=Depot(street="Harbour Road")))
    to_server, to_driver = asyncio.Queue(), asyncio.Queue()
    to_server.put_nowait({"type": "websocket.connect"})
    scope = {"type": "websocket", "path": "/radio/1", "query_string": b"", "root_path": "", "headers": []}
    connected = asyncio.create_task(server(scope, to_server.get, to_driver.put))
    await to_driver.get()  # the server accepts the connection
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://taxi") as client:
        reply = await client.post("/jobs/1")
    to_server.put_nowait({"type": "websocket.disconnect"})
    await connected
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '"sent"'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
