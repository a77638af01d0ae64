import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

engine = create_async_engine(os.getenv("QUOTING_DB", "sqlite+aiosqlite:///quotes.db"))
SessionFactory = async_sessionmaker(engine)


async def session_dependency():
    session = SessionFactory()
    try:
        yield session
    finally:
        await session.close()
