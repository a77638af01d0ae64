import os

from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, relationship, sessionmaker

engine = create_engine(os.environ["TOOLSHED_DB"], connect_args={"check_same_thread": False})
Session = sessionmaker(engine)
Base = declarative_base()


class Tool(Base):
    __tablename__ = "tools"

    id = Column(Integer, primary_key=True)
    name = Column(String)
    shelf = Column(String)


class Loan(Base):
    __tablename__ = "loans"

    id = Column(Integer, primary_key=True)
    who = Column(String)
    tool_id = Column(ForeignKey("tools.id"))
    tool = relationship(Tool)

    @property
    def place(self):
        return self.tool.shelf


def session():
    db = Session()
    try:
        yield db
    finally:
        db.close()
