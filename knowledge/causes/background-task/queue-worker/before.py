"""A photo album stores uploads and makes the thumbnails in a worker that reads a queue."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, Integer, String
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

engine = create_async_engine("sqlite+aiosqlite://")
SessionLocal = sessionmaker(engine, class_=AsyncSession)
Base = declarative_base()
app = FastAPI()
queue: asyncio.Queue = asyncio.Queue()
thumbnails: list[str] = []


class Photo(Base):
    __tablename__ = "photo"
    id = Column(Integer, primary_key=True)
    path = Column(String)


async def get_session():
    async with SessionLocal() as session:
        yield session


# [show]
async def worker():
    while True:
        photo = await queue.get()
        try:
            thumbnails.append(f"small/{photo.path}")
        except Exception:
            logging.getLogger("album").exception("Thumbnail failed")
        queue.task_done()


@app.post("/photos", status_code=202)
async def upload(path: str, session: AsyncSession = Depends(get_session)):
    photo = Photo(path=path)
    session.add(photo)
    await session.commit()
    queue.put_nowait(photo)
    return {"stored": path}


# [/show]


async def main() -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://album") as client:
        reply = await client.post("/photos", params={"path": "sea.jpg"})
    thumbnailer = asyncio.create_task(worker())  # starts once the client has its reply
    await queue.join()
    thumbnailer.cancel()
    await asyncio.wait([thumbnailer])
    await engine.dispose()
    print(reply.status_code, reply.text, thumbnails)


if __name__ == "__main__":
    asyncio.run(main())
    sys.exit(0 if thumbnails == ["small/sea.jpg"] else 1)
