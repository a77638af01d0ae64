from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Venue(Base):
    __tablename__ = "venues"

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str]


class Poster(Base):
    __tablename__ = "posters"

    id: Mapped[int] = mapped_column(primary_key=True)
    headline: Mapped[str]
    venue_id: Mapped[int] = mapped_column(ForeignKey("venues.id"))
    venue: Mapped[Venue] = relationship()
