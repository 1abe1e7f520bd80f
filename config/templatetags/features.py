"""How does a template draw something only for those who have a feature?

    {% feature "messages" %}…{% else %}…{% endfeature %}

Where it is one of several conditions, `{% if features.messages and … %}` asks the same.
"""

from __future__ import annotations

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString

from config.kernel.features import FEATURES

register = template.Library()


class FeatureNode(Node):
    """What is drawn with the feature, and what without."""

    child_nodelists = ("with_it", "without")

    def __init__(self, name: str, with_it: NodeList, without: NodeList) -> None:
        self.name, self.with_it, self.without = name, with_it, without

    def render(self, context: Context) -> SafeString:
        """Asks once a page, for all of its tags: see config.pages.context."""
        return (self.with_it if context["features"][self.name] else self.without).render(context)


@register.tag
def feature(parser: Parser, token: Token) -> FeatureNode:
    """The tag. A name that no feature has is a fault of the template, found when it is read."""
    name = token.contents.partition(" ")[2].strip("\"' ")
    if name not in FEATURES:
        raise TemplateSyntaxError(f"feature: {name!r} is none of {', '.join(FEATURES)}")
    with_it = parser.parse(("else", "endfeature"))
    without = NodeList()
    if parser.next_token().contents == "else":
        without = parser.parse(("endfeature",))
        parser.delete_first_token()
    return FeatureNode(name, with_it, without)
