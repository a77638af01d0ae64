from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Rate(Base):
    __tablename__ = "rates"

    pair: Mapped[str] = mapped_column(primary_key=True)
    micros: Mapped[int]
    asked: Mapped[int] = mapped_column(default=0)


class Conversion(Base):
    __tablename__ = "conversions"

    id: Mapped[int] = mapped_column(primary_key=True)
    micros: Mapped[int]
