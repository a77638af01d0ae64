"""A bank books deposits; a middleware writes one line per deposit into the transfer log."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI, Request
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()
transfers: list[str] = []


class Account(Base):
    __tablename__ = "account"
    id = Column(Integer, primary_key=True)
    owner = Column(String)
    balance = Column(Integer)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
@app.middleware("http")
async def log_transfers(request: Request, call_next):
    response = await call_next(request)
    transfers.append(f"deposit for {request.state.owner}")
    return response


@app.post("/accounts/{account_id}/deposits")
def deposit(
    account_id: int,
    amount: int,
    request: Request,
    session: Session = Depends(get_session),
):
    account = session.get(Account, account_id)
    account.balance += amount
    request.state.owner = account.owner
    session.commit()
    return {"booked": amount}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def pay_in() -> None:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank") as client:
        reply = await client.post("/accounts/1/deposits", params={"amount": 50})
    print(reply.status_code, reply.text, transfers)


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Account(owner="Noether", balance=100))
    asyncio.run(pay_in())
    engine.dispose()
    sys.exit(0 if transfers == ["deposit for Noether"] else 1)
