import os

from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

engine = create_engine(os.environ["GRANTS_DB"], connect_args={"check_same_thread": False})
Maker = sessionmaker(engine, expire_on_commit=False)


def work():
    session = Maker()
    yield session
    session.close()


class Base(DeclarativeBase):
    pass


class Applicant(Base):
    __tablename__ = "applicants"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    visits: Mapped[int] = mapped_column(default=0)
    applications: Mapped[list["Application"]] = relationship()


class Application(Base):
    __tablename__ = "applications"

    id: Mapped[int] = mapped_column(primary_key=True)
    applicant_id: Mapped[int] = mapped_column(ForeignKey("applicants.id"))
    title: Mapped[str]
    decided: Mapped[bool] = mapped_column(default=False)
