"""A law firm streams long contracts paragraph by paragraph; the text is a deferred column."""

import asyncio
import logging
import sys
from collections.abc import Iterator
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Contract(Base):
    __tablename__ = "contract"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(deferred=True)


# [show]
def get_session() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


DbSession = Annotated[Session, Depends(get_session, scope="function")]


def paragraphs(contract: Contract) -> Iterator[str]:
    yield f"{contract.title}\n"
    yield from contract.text.splitlines(keepends=True)


@app.get("/contracts/{contract_id}")
def read_contract(contract_id: int, session: DbSession) -> StreamingResponse:
    contract = session.get_one(Contract, contract_id)
    return StreamingResponse(paragraphs(contract), media_type="text/plain")


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def read() -> str:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://lawyers") as client:
        reply = await client.get("/contracts/1")
    print(reply.status_code, reply.text)
    return reply.text


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Contract(title="Lease", text="1. The flat\n2. The rent\n"))
    text = asyncio.run(read())
    engine.dispose()
    sys.exit(0 if text == "Lease\n1. The flat\n2. The rent\n" else 1)
