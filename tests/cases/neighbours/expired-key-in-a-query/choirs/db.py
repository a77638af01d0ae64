import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine(os.environ["CHOIRS_DB"], connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Choir(Base):
    __tablename__ = "choirs"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    visits: Mapped[int]


class Singer(Base):
    __tablename__ = "singers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    choir_id: Mapped[int] = mapped_column(ForeignKey("choirs.id"))
    choir: Mapped[Choir] = relationship()


def session():
    with Session(engine) as opened:
        yield opened


Db = Annotated[Session, Depends(session)]
