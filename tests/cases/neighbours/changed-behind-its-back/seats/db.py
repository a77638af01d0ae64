import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

maker = sessionmaker(create_engine(os.environ["SEATS_DB"], connect_args={"check_same_thread": False}))


class Base(DeclarativeBase):
    pass


class Hold(Base):
    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat: Mapped[str]
    minutes: Mapped[int]


def session():
    with maker() as opened:
        yield opened


Db = Annotated[Session, Depends(session)]
