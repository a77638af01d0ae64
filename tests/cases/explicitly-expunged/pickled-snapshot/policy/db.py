import os
from contextvars import ContextVar

from fastapi import Request
from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

_maker = async_sessionmaker(create_async_engine(os.environ["POLICY_DB"]))
_var: ContextVar[AsyncSession] = ContextVar("policy_session")


async def in_request(request: Request, call_next):
    async with _maker() as opened:
        _var.set(opened)
        return await call_next(request)


def session() -> AsyncSession:
    return _var.get()


class Base(DeclarativeBase):
    pass


class Holder(Base):
    __tablename__ = "holders"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Policy(Base):
    __tablename__ = "policies"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("holders.id"))
    holder: Mapped[Holder] = relationship()
