from fastapi import FastAPI

from badges.db import Badge, Db, finish

app = FastAPI()


@app.post("/badges/{badge_id}/swipe")
async def swipe(badge_id: int, db: Db):
    badge = await db.get_one(Badge, badge_id)
    badge.uses += 1
    await finish(db)
    return {"hello": badge.holder}
