from html import escape

from handbook.chapters import Chapter


def page(chapter: Chapter) -> str:
    head = f"<h1>{escape(chapter.heading)}</h1>"
    return head + f"<p>{escape(chapter.body)}</p>"
