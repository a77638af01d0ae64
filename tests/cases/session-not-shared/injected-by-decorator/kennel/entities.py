from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Entity(DeclarativeBase):
    pass


class Dog(Entity):
    __tablename__ = "dogs"

    id: Mapped[int] = mapped_column(primary_key=True)
    chip: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    vaccinations: Mapped[list["Vaccination"]] = relationship(back_populates="dog")


class Vaccination(Entity):
    __tablename__ = "vaccinations"

    id: Mapped[int] = mapped_column(primary_key=True)
    dog_id: Mapped[int] = mapped_column(ForeignKey("dogs.id"))
    against: Mapped[str]
    given: Mapped[date]
    dog: Mapped[Dog] = relationship(back_populates="vaccinations")


class Stay(Entity):
    __tablename__ = "stays"

    id: Mapped[int] = mapped_column(primary_key=True)
    dog_id: Mapped[int] = mapped_column(ForeignKey("dogs.id"))
    box: Mapped[int]
