import os

from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

maker = async_sessionmaker(create_async_engine(os.environ["ADS_DB"]), expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Campaign(Base):
    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    banners: Mapped[list["Banner"]] = relationship()


class Banner(Base):
    __tablename__ = "banners"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
