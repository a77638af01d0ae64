"""A gym greets members with their courses; a middleware finds out who they are."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = async_sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str]
    courses: Mapped[list["Course"]] = relationship()


class Course(Base):
    __tablename__ = "course"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
@app.middleware("http")
async def identify(request: Request, call_next):
    async with SessionLocal() as session:
        found = select(Member.id).filter_by(card=request.headers["x-card"])
        request.state.member_id = await session.scalar(found)
    return await call_next(request)


@app.get("/courses")
async def courses(request: Request, session: AsyncSession = Depends(get_session)):
    with_courses = [selectinload(Member.courses)]
    member = await session.get(Member, request.state.member_id, options=with_courses)
    return [course.name for course in member.courses]


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
        session.add(Member(card="7F", courses=[Course(name="yoga"), Course(name="rowing")]))
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gym") as client:
        reply = await client.get("/courses", headers={"x-card": "7F"})
    await engine.dispose()
    print(reply.status_code, reply.text)
    return reply.text == '["yoga","rowing"]'


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main()) else 1)
