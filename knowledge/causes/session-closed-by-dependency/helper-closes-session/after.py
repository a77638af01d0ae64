"""A shop shows an order with its lines and the number of orders that are still open."""

import asyncio
import logging
import sys
from collections.abc import Iterator

import httpx
from fastapi import Depends, FastAPI, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list["Line"]] = relationship()


class Line(Base):
    __tablename__ = "line"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    article: Mapped[str]


class LineOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    article: str


# [show]
class OrderOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    lines: list[LineOut]


# [/show]


def get_session() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


# [show]
def open_orders(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Order))


@app.get("/orders/{order_id}", response_model=OrderOut)
def show_order(order_id: int, response: Response, session: Session = Depends(get_session)) -> Order:
    order = session.get_one(Order, order_id)
    response.headers["x-open-orders"] = str(open_orders(session))
    return order


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def ask() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
        return await client.get("/orders/1")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Order(lines=[Line(article="lamp"), Line(article="desk")]))
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"id":1,"lines":[{"article":"lamp"},{"article":"desk"}]}' else 1)
