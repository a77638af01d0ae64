from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from regatta.config import DSN


class Database:
    def __init__(self, dsn: str) -> None:
        self._engine = create_async_engine(dsn)
        self._maker = async_sessionmaker(self._engine, expire_on_commit=False)

    def session(self) -> AsyncSession:
        return self._maker()


database = Database(DSN)
