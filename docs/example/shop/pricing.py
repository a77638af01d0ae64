"""What an order costs."""

from shop.models import User


def average_order(user: User) -> float:
    totals = [order.total for order in user.orders]
    return sum(totals) / len(totals) if totals else 0.0
