import os
from collections import defaultdict
from contextlib import ExitStack
from itertools import groupby

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from timetable.model import Lesson

engine = create_engine(os.environ["TIMETABLE_DB"])


def lessons() -> dict[str, list[Lesson]]:
    rooms = defaultdict(list)
    with ExitStack() as stack:
        session = stack.enter_context(Session(engine))
        query = select(Lesson).order_by(Lesson.room, Lesson.hour)
        for room, found in groupby(session.scalars(query), key=lambda lesson: lesson.room):
            rooms[room].extend(found)
    return rooms


def described(lesson: Lesson) -> str:
    return f"{lesson.hour}: {lesson.teacher.short}"
