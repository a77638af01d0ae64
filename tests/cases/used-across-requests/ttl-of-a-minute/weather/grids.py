from cachetools import TTLCache, cached
from cachetools.keys import hashkey
from sqlalchemy import select
from sqlalchemy.orm import Session

from weather.db import Grid

_grids: TTLCache = TTLCache(maxsize=16, ttl=60)


@cached(_grids, key=lambda db, name: hashkey(name))
def grid(db: Session, name: str) -> Grid:
    return db.scalars(select(Grid).where(Grid.name == name)).one()
