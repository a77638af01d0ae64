from fastapi import APIRouter

from observatory.panels import collect

router = APIRouter(prefix="/dashboards")


@router.get("/{name}")
async def dashboard(name: str, night: int = 1):
    panels = await collect(name, night)
    return {"seeing": panels.night.seeing, "seconds": panels.exposure_time()}
