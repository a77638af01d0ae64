import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload, sessionmaker

from menu.tables import Menu

factory = sessionmaker(create_engine(os.environ["MENU_DB"], connect_args={"check_same_thread": False}))


def session():
    with factory() as opened:
        yield opened


class MenuRepository:
    def __init__(self, session: Annotated[Session, Depends(session)]) -> None:
        self.session = session

    def of(self, day: str) -> Menu:
        query = select(Menu).where(Menu.day == day).options(selectinload(Menu.dishes))
        menu = self.session.scalar(query)
        self.session.expunge(menu)
        return menu


Menus = Annotated[MenuRepository, Depends()]
