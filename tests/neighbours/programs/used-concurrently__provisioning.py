# needs: sqlalchemy>=2.0
"""Two tasks use one AsyncSession at the same time."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine


async def main():
    async with AsyncSession(create_async_engine("sqlite+aiosqlite://")) as session:
        queries = [session.execute(text("select 1")), session.execute(text("select 2"))]
        results = await asyncio.gather(*queries, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


asyncio.run(main())
