from fastapi import Depends
from sqlalchemy.orm import Session

from coaching import memory
from coaching.db import Profile, get_db


class Profiles:
    def __init__(self, db: Session = Depends(get_db)) -> None:
        self.db = db

    def find(self, nick: str) -> Profile:
        return self.db.query(Profile).filter_by(nick=nick).one()

    def set_goal(self, nick: str, goal: str) -> None:
        profile = self.find(nick)
        profile.goal = goal
        self.db.commit()
        memory.put(f"profile:{nick}", profile)

    def cached(self, nick: str) -> Profile:
        return memory.get(f"profile:{nick}") or self.find(nick)
