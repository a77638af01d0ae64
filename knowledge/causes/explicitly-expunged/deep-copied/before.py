"""A school copies last year's quiz as the draft of a new one."""

import asyncio
import copy
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Quiz(Base):
    __tablename__ = "quiz"
    id = Column(Integer, primary_key=True)
    title = Column(String)
    questions = relationship("Question")


class Question(Base):
    __tablename__ = "question"
    id = Column(Integer, primary_key=True)
    quiz_id = Column(ForeignKey("quiz.id"))
    text = Column(String)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
@app.post("/quizzes/{quiz_id}/copies")
def copy_quiz(quiz_id: int, title: str, session: Session = Depends(get_session)):
    quiz = session.get(Quiz, quiz_id)
    draft = copy.deepcopy(quiz)
    draft.title = title
    return {"title": draft.title, "questions": [question.text for question in draft.questions]}


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def start_draft() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://school") as client:
        return await client.post("/quizzes/1/copies", params={"title": "Rivers, again"})


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Quiz(title="Rivers", questions=[Question(text="Which river is the longest?")]))
    reply = asyncio.run(start_draft())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == '{"title":"Rivers, again","questions":["Which river is the longest?"]}' else 1)
