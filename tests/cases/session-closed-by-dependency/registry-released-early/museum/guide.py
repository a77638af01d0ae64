from fastapi import Depends, FastAPI
from sqlalchemy import select

from . import db as database
from .objects import Exhibit
from .speech import speak

app = FastAPI()


def exhibit(inventory: str, session=Depends(database.request_db)) -> Exhibit:
    return session.scalar(select(Exhibit).where(Exhibit.inventory == inventory))


@app.get("/exhibits/{inventory}/audio")
def audio(item: Exhibit = Depends(exhibit)):
    text = f"Room {item.room}."
    database.release()
    intro = speak(text)
    story = speak(item.provenance)
    return {"frames": intro + story}
