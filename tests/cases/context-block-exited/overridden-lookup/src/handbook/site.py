from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse

from handbook.chapters import ChapterLookup
from handbook.markup import page

app = FastAPI()
chapter_by_number = ChapterLookup()


@app.get("/chapters/{number}", response_class=HTMLResponse)
async def chapter(number: int):
    found = await chapter_by_number(number)
    if found is None:
        raise HTTPException(404)
    return page(found)
