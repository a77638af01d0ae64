from .mapping import Base, Customer, Order
from .uow import UnitOfWork

__all__ = ["Base", "Customer", "Order", "UnitOfWork"]
