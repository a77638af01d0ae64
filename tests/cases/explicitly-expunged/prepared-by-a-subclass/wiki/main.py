from typing import Annotated

from fastapi import Depends, FastAPI

from wiki.diff import added
from wiki.pages import Drafts, Pages

app = FastAPI()


@app.get("/titles")
async def titles(left: str, right: str, pages: Annotated[Pages, Depends()]):
    return [page.title for page in await pages.two(left, right)]


@app.get("/merge-preview")
async def preview(left: str, right: str, drafts: Annotated[Drafts, Depends()]):
    old, new = await drafts.two(left, right)
    return {"titles": [old.title, new.title], "added": added(old, new)}
