from fastapi import APIRouter

from weather.db import Db
from weather.grids import grid

router = APIRouter()


@router.get("/{name}/size")
def size(name: str, db: Db) -> int:
    return grid(db, name).edge


@router.get("/{name}/mean")
def mean(name: str, db: Db) -> float:
    cells = grid(db, name).cells
    return sum(cell.kelvin for cell in cells) / len(cells)
