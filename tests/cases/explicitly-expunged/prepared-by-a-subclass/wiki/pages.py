from sqlalchemy import select

from wiki.tables import Db, Page


class Pages:
    def __init__(self, session: Db) -> None:
        self.session = session

    async def two(self, left: str, right: str) -> tuple[Page, Page]:
        query = select(Page).where(Page.title.in_([left, right])).order_by(Page.id)
        first, second = (await self.session.scalars(query)).all()
        return self.prepared(first), self.prepared(second)

    def prepared(self, page: Page) -> Page:
        return page


class Drafts(Pages):
    def prepared(self, page: Page) -> Page:
        self.session.expunge(page)
        page.title = f"Draft: {page.title}"
        return page
