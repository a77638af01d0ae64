import functools


def remember(function):
    """Awaits `function` once per arguments."""
    results: dict = {}

    @functools.wraps(function)
    async def wrapper(*args):
        if args not in results:
            results[args] = await function(*args)
        return results[args]

    return wrapper
