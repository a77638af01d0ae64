from orders.persistence import Order


def by_zone(order: Order) -> int:
    return order.customer.zone


def route(orders: list[Order]) -> list[int]:
    return [order.id for order in sorted(orders, key=by_zone)]
