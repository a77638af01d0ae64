import os

from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, Relationship, SQLModel

engine = create_async_engine(os.environ["PODCASTS_DB"])


class Feed(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    slug: str
    episodes: list["Episode"] = Relationship(back_populates="feed")


class Episode(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    title: str
    feed_id: int | None = Field(default=None, foreign_key="feed.id")
    feed: Feed | None = Relationship(back_populates="episodes")


class Play(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    slug: str
