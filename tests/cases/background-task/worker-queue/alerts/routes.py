from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from alerts.db import Alarm, transaction

router = APIRouter(prefix="/alarms")


@router.post("", status_code=202)
async def raise_alarm(sensor: str, level: int, request: Request, tx: AsyncSession = Depends(transaction)):
    alarm = Alarm(sensor=sensor, level=level)
    tx.add(alarm)
    await tx.flush()
    await tx.refresh(alarm)
    await request.app.state.queue.put({"alarm": alarm, "page": level > 3})
    return {"id": alarm.id}
