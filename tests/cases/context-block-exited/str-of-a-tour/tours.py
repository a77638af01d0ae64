from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Guide(Base):
    __tablename__ = "guides"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_name: Mapped[str]
    languages: Mapped[str]


class Tour(Base):
    __tablename__ = "tours"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    starts: Mapped[str]
    guide_id: Mapped[int] = mapped_column(ForeignKey("guides.id"))
    guide: Mapped[Guide] = relationship(lazy="select")

    def __str__(self) -> str:
        return f"{self.title} at {self.starts} with {self.guide.first_name}"
