from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from jukebox.player import jukebox
from jukebox.songs import session

app = FastAPI()


@app.post("/play/{title}")
async def play(title: str, db: AsyncSession = Depends(session)):
    return {"volume": await jukebox.play(db, title)}


@app.get("/now")
async def now(db: AsyncSession = Depends(session)):
    return {"now": jukebox.display()}
