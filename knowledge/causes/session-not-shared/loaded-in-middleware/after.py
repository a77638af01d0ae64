"""A gym greets members with their courses; a middleware finds out who they are."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
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


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
@app.middleware("http")
async def identify(request: Request, call_next):
    with SessionLocal() as session:
        found = session.query(Member).filter_by(card=request.headers["x-card"])
        request.state.member_id = found.one().id
    return await call_next(request)


@app.get("/courses")
def courses(request: Request, session: Session = Depends(get_session)):
    member = session.get(Member, request.state.member_id)
    return [course.name for course in member.courses]


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def ask() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://gym") as client:
        return await client.get("/courses", headers={"x-card": "7F"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Member(card="7F", courses=[Course(name="yoga"), Course(name="rowing")]))
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '["yoga","rowing"]' else 1)
