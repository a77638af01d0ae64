from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from podcasts.data import Feed, engine


class Repository:
    model: type

    async def first(self, *criteria):
        async with AsyncSession(engine) as session:
            return (await session.exec(select(self.model).where(*criteria))).first()


class Feeds(Repository):
    model = Feed

    async def by_slug(self, slug: str) -> Feed | None:
        return await self.first(Feed.slug == slug)


feeds = Feeds()
