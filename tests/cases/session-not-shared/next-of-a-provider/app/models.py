from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()


class Tier(Base):
    __tablename__ = "tiers"

    id = Column(Integer, primary_key=True)
    factor = Column(Integer)


class Member(Base):
    __tablename__ = "members"

    id = Column(Integer, primary_key=True)
    card = Column(String)
    points = Column(Integer, default=0)
    tier_id = Column(ForeignKey("tiers.id"))
    tier = relationship("Tier")

    @property
    def multiplier(self) -> int:
        return self.tier.factor if self.points >= 0 else 1


class Purchase(Base):
    __tablename__ = "purchases"

    id = Column(Integer, primary_key=True)
    card = Column(String)
    points = Column(Integer)
