from fastapi import FastAPI, HTTPException
from sqlalchemy import func, select

from leads.db import Db, Lead
from leads.tenants import Current

app = FastAPI()


@app.post("/leads", status_code=201)
def create(tenant: Current, db: Db):
    used = db.scalar(select(func.count(Lead.id)).where(Lead.tenant_id == tenant.id))
    if used >= tenant.plan.limit:
        raise HTTPException(402)
    lead = Lead(tenant_id=tenant.id)
    db.add(lead)
    db.commit()
    return {"id": lead.id}
