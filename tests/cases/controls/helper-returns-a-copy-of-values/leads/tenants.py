from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from sqlalchemy import select
from sqlalchemy.orm import Session

from leads.db import Tenant, engine


@dataclass(frozen=True)
class Limits:
    limit: int


@dataclass(frozen=True)
class TenantInfo:
    id: int
    plan: Limits


def tenant(host: Annotated[str, Header()]) -> TenantInfo:
    with Session(engine) as session:
        row = session.scalars(select(Tenant).where(Tenant.host == host)).one()
        return TenantInfo(row.id, Limits(row.plan.limit))


Current = Annotated[TenantInfo, Depends(tenant)]
