from typing import Annotated

from fastapi import Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from staff.db import Db
from staff.model import Employee


class Directory:
    def __init__(self, db: Db) -> None:
        self._db = db

    def find(self, number: str) -> Employee:
        try:
            return self._db.scalars(select(Employee).where(Employee.number == number)).one()
        except NoResultFound:
            raise HTTPException(404) from None

    def without_salary(self, number: str) -> Employee:
        employee = self.find(number)
        self._db.expunge(employee)
        employee.salary = 0
        return employee


DirectoryDep = Annotated[Directory, Depends()]
