from news.db import Article

pinged: list[str] = []


def ping(article: Article) -> None:
    pinged.extend(reader.url for reader in article.readers)
