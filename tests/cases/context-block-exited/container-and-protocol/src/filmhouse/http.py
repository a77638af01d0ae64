from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException

from .container import container
from .domain import Films

app = FastAPI()


def films() -> Films:
    return container.films()


@app.get("/films/{title}/poster")
def poster(title: str, source: Annotated[Films, Depends(films)]):
    film = source.titled(title)
    if film is None:
        raise HTTPException(404)
    return {"caption": f"{film.title}: {', '.join(film.words)}"}
