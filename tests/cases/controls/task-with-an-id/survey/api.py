import asyncio

from fastapi import FastAPI

from survey.db import Db, Survey
from survey.tally import tally

app = FastAPI()
running: set[asyncio.Task] = set()


@app.post("/surveys/{survey_id}/tally", status_code=202)
async def start(survey_id: int, db: Db):
    survey = await db.get_one(Survey, survey_id)
    running.add(asyncio.create_task(tally(survey.id)))
    return {"tallying": survey.title}
