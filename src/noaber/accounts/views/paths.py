"""The breadcrumbs of accounts' pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.core.components.frame import NavItem


def own_breadcrumbs(label: str, url: str) -> tuple[NavItem, ...]:
    """For a page under one's own account."""
    return (NavItem(_("Mijn account"), reverse("accounts:overview")), NavItem(label, url, is_current=True))


def office_breadcrumbs(*items: tuple[str, str]) -> tuple[NavItem, ...]:
    """For a page of those who manage accounts; the last item is the page itself."""
    trail = [(_("Beheer"), "/beheer/"), *items]
    return tuple(NavItem(label, url, is_current=(label, url) == trail[-1]) for label, url in trail)
