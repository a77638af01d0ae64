from almanac.asgi import app

__all__ = ["app"]
