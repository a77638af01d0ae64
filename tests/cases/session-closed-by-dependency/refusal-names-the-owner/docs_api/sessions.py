import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

maker = async_sessionmaker(create_async_engine(os.environ["DOCS_DB"]))


async def transaction():
    session = maker()
    try:
        yield session
    finally:
        await session.close()


Tx = Annotated[AsyncSession, Depends(transaction)]
