"""How does a template write what people say, with links to those it mentions?"""

from __future__ import annotations

from typing import Any

from django import template

from activities.engagement.models import Comment
from config.pages.thread import words_of

register = template.Library()


@register.inclusion_tag("social/words.html")
def words(comment: Comment | None) -> dict[str, Any]:
    """The comment's text; nothing for None."""
    names = [mention.person.username for mention in comment.mentions.all()] if comment else []
    return {"words": words_of(comment.content, names) if comment else []}
