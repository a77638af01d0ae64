from sqlmodel import Session

from depot.db import Driver, Truck, engine


class Lookup:
    """Finds one row; in scripts without a session of their own."""

    model: type

    def one(self, key: int, session: Session | None = None):
        mine = session or Session(engine)
        try:
            return self.find(mine, key)
        finally:
            if session is None:
                mine.rollback()
                mine.close()

    def find(self, session: Session, key: int):
        return session.get(self.model, key)


class Drivers(Lookup):
    model = Driver


class Trucks(Lookup):
    model = Truck

    def find(self, session: Session, key: int):
        return session.get(self.model, key)
