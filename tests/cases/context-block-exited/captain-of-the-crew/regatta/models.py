from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Club(Base):
    __tablename__ = "clubs"

    id = Column(Integer, primary_key=True)
    short = Column(String)


class Sailor(Base):
    __tablename__ = "sailors"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    club_id = Column(ForeignKey("clubs.id"))
    club = relationship(Club)

    def __repr__(self) -> str:
        return f"<{self.name}, {self.club.short}>"


class Boat(Base):
    __tablename__ = "boats"

    id = Column(Integer, primary_key=True)
    sail = Column(String)
    captain_id = Column(ForeignKey("sailors.id"))
    captain = relationship(Sailor, lazy="joined")
