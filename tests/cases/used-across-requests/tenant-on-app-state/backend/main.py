from fastapi import FastAPI, Request
from sqlalchemy import select

from backend.db import Sessions
from backend.models import Tenant

app = FastAPI()
app.state.tenant = None


@app.middleware("http")
async def tenant_session(request: Request, call_next):
    async with Sessions() as session:
        request.state.session = session
        if request.app.state.tenant is None:
            request.app.state.tenant = (await session.scalars(select(Tenant))).one()
        return await call_next(request)


@app.post("/plan/{name}", status_code=204)
async def change_plan(name: str, request: Request) -> None:
    tenant = request.app.state.tenant
    tenant.plan = name
    await request.state.session.commit()


@app.get("/plan")
async def plan(request: Request) -> dict[str, str]:
    tenant = request.app.state.tenant
    return {"plan": tenant.plan}
