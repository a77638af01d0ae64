"""A library lists the loans of the member who is signed in, with the number of books still free."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator

import httpx
from fastapi import Depends, FastAPI, Header
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    loans: Mapped[list["Book"]] = relationship()


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


# [show]
async def get_session() -> AsyncIterator[AsyncSession]:
    async with SessionLocal() as session:
        yield session


async def current_member(member_id: int = Header()) -> Member:
    async with SessionLocal() as session:
        return await session.get_one(Member, member_id)


@app.get("/loans")
async def my_loans(
    member: Member = Depends(current_member),
    session: AsyncSession = Depends(get_session),
) -> dict[str, object]:
    free = await session.scalar(select(func.count(Book.id)).where(Book.member_id.is_(None)))
    loans = await member.awaitable_attrs.loans
    return {"loans": [book.title for book in loans], "free": free}


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
        session.add_all([Member(loans=[Book(title="Dune")]), Book(title="Emma")])
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://library") as client:
        reply = await client.get("/loans", headers={"member-id": "1"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '{"loans":["Dune"],"free":1}'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
