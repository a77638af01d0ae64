"""An open AsyncSession is asked to load a relationship on plain access."""

import asyncio

from shop import User, open_async_shop
from sqlalchemy.ext.asyncio import AsyncSession


async def main():
    engine = await open_async_shop()
    try:
        async with AsyncSession(engine) as session:
            user = await session.get(User, 1)
            print(user.orders)
    finally:
        await engine.dispose()


asyncio.run(main())
