import os
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

make = async_sessionmaker(create_async_engine(os.environ["POSTERS_DB"]), expire_on_commit=False)


async def db():
    async with make() as session:
        yield session


Db = Annotated[AsyncSession, Depends(db)]
