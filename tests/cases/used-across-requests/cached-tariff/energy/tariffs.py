from functools import lru_cache

from sqlalchemy import select

from energy.db import reading
from energy.model import Tariff


@lru_cache(maxsize=32)
def tariff(code: str) -> Tariff:
    with reading() as session:
        return session.scalar(select(Tariff).where(Tariff.code == code))


@lru_cache(maxsize=1)
def vat() -> int:
    return 19
