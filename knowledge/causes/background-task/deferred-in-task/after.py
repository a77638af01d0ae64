"""A printing press takes a manuscript and has its words counted when the scanner is ready."""

import asyncio
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, deferred, sessionmaker, undefer

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()
running = set()
scanner_ready = asyncio.Event()
counted = []


class Manuscript(Base):
    __tablename__ = "manuscript"
    id = Column(Integer, primary_key=True)
    text = deferred(Column(String))


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def count_words(manuscript_id: int) -> None:
    await scanner_ready.wait()
    with_text = [undefer(Manuscript.text)]
    async with SessionLocal() as session:
        manuscript = await session.get(Manuscript, manuscript_id, options=with_text)
        counted.append(len(manuscript.text.split()))


@app.post("/manuscripts/{manuscript_id}/count")
async def accept(manuscript_id: int, session: AsyncSession = Depends(get_session)):
    manuscript = await session.get(Manuscript, manuscript_id)
    task = asyncio.create_task(count_words(manuscript.id))
    running.add(task)
    task.add_done_callback(running.discard)
    return {"accepted": manuscript.id}


# [/show]


async def main() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionLocal() as session, session.begin():
        session.add(Manuscript(text="Call me Ishmael"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://press") as client:
        reply = await client.post("/manuscripts/1/count")
    scanner_ready.set()
    await asyncio.wait(running.copy())
    await engine.dispose()
    print(reply.status_code, reply.text, counted)


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0 if counted == [3] else 1)
