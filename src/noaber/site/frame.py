"""What every page's frame shows: navigation, who you are, whether this is a demonstration."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from noaber.accounts.api import Role, display_name
from noaber.core import clock
from noaber.core.access import ANONYMOUS, Actor
from noaber.core.components.frame import Demonstration
from noaber.network.api import network_name
from noaber.site.navigation import navigation, person_links


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `core/base.html`; also on error pages, where the middleware may not have run."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    return {
        "navigation": SimpleLazyObject(lambda: navigation(actor, request.path)),
        "person_links": SimpleLazyObject(lambda: person_links(actor)),
        "demonstration": SimpleLazyObject(_demonstration),
        "network_name": SimpleLazyObject(network_name),
        "actor_name": SimpleLazyObject(lambda: _own_name(request, actor)),
        "actor_role": SimpleLazyObject(lambda: _role(actor)),
        "on_behalf_of_name": SimpleLazyObject(lambda: _name(actor.on_behalf_of_id)),
        "sign_in_url": reverse("account_login"),
    }


def _demonstration() -> Demonstration | None:
    reached_on = clock.reached_on()
    return Demonstration(reached_on) if reached_on else None


def _own_name(request: HttpRequest, actor: Actor) -> str:
    """The name of who is signed in: the user that the session has loaded already."""
    return request.user.display_name if actor.user_id and request.user.is_authenticated else ""


def _name(user_id: int | None) -> str:
    return "" if user_id is None else display_name(user_id)


def _role(actor: Actor) -> str:
    return next((str(role.label) for role in Role if actor.has(role.value)), "")
