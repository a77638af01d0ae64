from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Valve(Base):
    __tablename__ = "valves"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    rate: Mapped[int]
    minutes: Mapped[int]
    limit: Mapped[int]
