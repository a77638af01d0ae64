import os

from sqlmodel import Field, Relationship, Session, SQLModel, create_engine

engine = create_engine(os.environ["DEPOT_DB"], connect_args={"check_same_thread": False})


class Driver(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str
    trucks: list["Truck"] = Relationship(back_populates="driver")


class Truck(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    plate: str
    driver_id: int | None = Field(default=None, foreign_key="driver.id")
    driver: Driver | None = Relationship(back_populates="trucks")


class Run(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    plate: str


def get_session():
    with Session(engine) as session:
        yield session
