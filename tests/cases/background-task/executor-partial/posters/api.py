import asyncio
import functools
import logging

from fastapi import FastAPI, HTTPException

from posters.db import Db
from posters.models import Poster
from posters.rendering import render

app = FastAPI()
log = logging.getLogger("posters")


def report(job: asyncio.Future) -> None:
    if job.exception():
        log.error("poster was not printed", exc_info=job.exception())


@app.post("/posters/{poster_id}/print", status_code=202)
async def print_poster(poster_id: int, copies: int, db: Db):
    poster = await db.get(Poster, poster_id)
    if poster is None:
        raise HTTPException(404)
    job = functools.partial(render, poster, copies=copies)
    asyncio.get_running_loop().run_in_executor(None, job).add_done_callback(report)
    return {"copies": copies}
