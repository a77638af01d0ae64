"""A statistics office takes orders for reports and renders them in a thread pool."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
pool = ThreadPoolExecutor(max_workers=1)
app = FastAPI()
printed: list[str] = []


class Base(DeclarativeBase):
    pass


class Report(Base):
    __tablename__ = "report"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


def get_session() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


# [show]
def render(report_id: int) -> None:
    with SessionLocal() as session:
        report = session.get_one(Report, report_id)
        printed.append(report.title.upper())


def log_failure(job: Future[None]) -> None:
    if error := job.exception():
        logging.getLogger("reports").error("Rendering failed", exc_info=error)


@app.post("/reports", status_code=202)
def order_report(title: str, session: Session = Depends(get_session)) -> dict[str, str]:
    report = Report(title=title)
    session.add(report)
    session.commit()
    pool.submit(render, report.id).add_done_callback(log_failure)
    return {"ordered": title}


# [/show]


async def order() -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://office") as client:
        reply = await client.post("/reports", params={"title": "Harvest"})
    print(reply.status_code, reply.text)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    replied = threading.Event()
    pool.submit(replied.wait)  # the only worker is busy until the client has its reply
    asyncio.run(order())
    replied.set()
    pool.shutdown()
    engine.dispose()
    print("printed:", printed)
    sys.exit(0 if printed == ["HARVEST"] else 1)
