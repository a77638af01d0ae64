from sqlalchemy import select

from bookshop.repository import Repository
from bookshop.tables import Author


class AuthorRepository(Repository):
    async def find(self, key: str) -> Author:
        return (await self.session.scalars(select(Author).where(Author.name == key))).one()
