from fastapi import FastAPI, HTTPException, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from podcasts.context import current
from podcasts.data import Play, engine
from podcasts.repository import feeds

app = FastAPI()


@app.middleware("http")
async def request_session(request: Request, call_next):
    async with AsyncSession(engine) as session:
        token = current.set(session)
        try:
            return await call_next(request)
        finally:
            current.reset(token)


@app.post("/feeds/{slug}/plays")
async def play(slug: str) -> dict:
    feed = await feeds.by_slug(slug)
    if feed is None:
        raise HTTPException(404)
    session = current.get()
    session.add(Play(slug=slug))
    await session.flush()
    title = feed.episodes[-1].title
    await session.commit()
    return {"playing": title}
