"""What the pages of signing in, whose views are allauth's, must ask for themselves."""

from django import template

from noaber.accounts.queries import is_demonstration
from noaber.accounts.views.paths import own_breadcrumbs
from noaber.core.components.frame import NavItem

register = template.Library()


@register.simple_tag
def demonstration_roles_exist() -> bool:
    """Whether roles can be chosen with one click here."""
    return is_demonstration()


@register.simple_tag
def own_trail(title: str) -> tuple[NavItem, ...]:
    """The breadcrumbs of a page under one's own account."""
    return own_breadcrumbs(title, "")
