from fastapi import FastAPI

from policy import audit
from policy.db import Policy, in_request, session

app = FastAPI()
app.middleware("http")(in_request)


@app.patch("/policies/{number}")
async def change(number: int, holder_id: int):
    policy = await session().get_one(Policy, number)
    before = audit.snapshot(policy)
    policy.holder_id = holder_id
    await session().flush()
    change = audit.difference(before["row"], policy)
    await session().commit()
    return {"change": change}
