import os
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine(os.environ["WEATHER_DB"], connect_args={"check_same_thread": False})


def db() -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


Db = Annotated[Session, Depends(db)]


class Base(DeclarativeBase):
    pass


class Grid(Base):
    __tablename__ = "grids"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    edge: Mapped[int]
    cells: Mapped[list["Cell"]] = relationship(lazy="select")


class Cell(Base):
    __tablename__ = "cells"

    id: Mapped[int] = mapped_column(primary_key=True)
    grid_id: Mapped[int] = mapped_column(ForeignKey("grids.id"))
    kelvin: Mapped[float]
