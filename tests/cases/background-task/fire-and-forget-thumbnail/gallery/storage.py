import os

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine


class Sessions:
    """One session per request: `Depends(sessions)`."""

    def __init__(self, url: str) -> None:
        self.engine = create_async_engine(url)
        self.maker = async_sessionmaker(self.engine, expire_on_commit=False)

    async def __call__(self):
        async with self.maker() as session:
            yield session

    def new(self) -> AsyncSession:
        return self.maker()


sessions = Sessions(os.environ["GALLERY_DB"])
