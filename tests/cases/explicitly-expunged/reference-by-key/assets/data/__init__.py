from assets.data.model import Asset, Base, Move
from assets.data.session import Db, reference

__all__ = ["Asset", "Base", "Db", "Move", "reference"]
