from orders.application import app
from orders.persistence import UnitOfWork

__all__ = ["UnitOfWork", "app"]
