from fastapi import Depends, FastAPI
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from usernames.db import User, session

app = FastAPI()


@app.put("/users/{name}")
async def claim(name: str, db=Depends(session)):
    taken = False
    db.add(User(name=name))
    try:
        await db.flush()
    except IntegrityError:
        taken = True
    total = await db.scalar(select(func.count(User.id)))
    await db.commit()
    return {"taken": taken, "users": total}
