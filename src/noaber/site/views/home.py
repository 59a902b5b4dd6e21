"""The front page for everyone, and the home page of who is signed in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Thread
from noaber.core.components.texts import EmptyState
from noaber.core.points import home_panels, tasks, thread_steps
from noaber.core.requests import Request, asof_of, public
from noaber.network.api import network_name


@public
def front_page(request: Request) -> HttpResponse:
    """What this is; who is signed in goes on to their own work."""
    if request.user.is_authenticated:
        return redirect("site:home")
    name = network_name() or "Noaber"
    intro = _("Gemeenten, politie, Openbaar Ministerie en RIEC werken hier samen aan veiligheid.")
    context = {
        "heading": PageHeading(
            name, intro=intro, actions=(Action(_("Inloggen"), "/account/login/", "primary"),)
        ),
        "thread": Thread(tuple(thread_steps(request.actor, asof_of(request))), _("De draad van het netwerk")),
    }
    return render(request, "site/front.html", context)


def home_page(request: Request) -> HttpResponse:
    """What is asked of me now, and my own corner of the network: a list of work, so without other dates."""
    asof = AsOf(request.today)
    context = {
        "heading": PageHeading(_("Mijn werk"), intro=_("Wat er van u wordt gevraagd, en wat bij u hoort.")),
        "tasks": tasks(request.actor, asof),
        "nothing": EmptyState(
            _("Er wordt nu niets van u gevraagd"), _("Zodra er iets te doen is, staat het hier.")
        ),
        "panels": home_panels(request.actor, asof),
    }
    return render(request, "site/home.html", context)
