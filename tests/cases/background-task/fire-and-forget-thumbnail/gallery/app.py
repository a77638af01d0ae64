from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gallery import thumbnails
from gallery.model import Photo
from gallery.storage import sessions

app = FastAPI()
Db = Annotated[AsyncSession, Depends(sessions)]


@app.put("/photos/{name}/thumbnail", status_code=202)
async def thumbnail(name: str, db: Db) -> dict[str, int]:
    photo = await db.scalar(select(Photo).where(Photo.name == name))
    thumbnails.start(photo)
    return {"photo": photo.id}
