from functools import cached_property, lru_cache

from sqlalchemy import select

from payroll.orm import Maker, Year


class Payroll:
    @cached_property
    def _year(self) -> Year:
        with Maker.begin() as session:
            year = session.scalars(select(Year).where(Year.current)).one()
            year.reads += 1
        return year

    def is_open(self) -> bool:
        return self._year is not None

    def net(self, gross: int) -> int:
        return gross * (100 - self._year.rate) // 100


@lru_cache
def get_payroll() -> Payroll:
    return Payroll()
