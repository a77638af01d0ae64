from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Reader(Base):
    __tablename__ = "reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str]
    street: Mapped[str]


class Loan(Base):
    __tablename__ = "loan"

    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str]
    until: Mapped[date]
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"))
