"""The front page for everyone, and the home page of who is signed in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Thread
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Panel
from noaber.core.points import home_panels, tasks, thread_steps
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import adopted
from noaber.network.api import network_name
from noaber.strategy.api import finder

DECISIONS = "/besluiten/"
NEWEST = 3  # decisions on the front page


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
        "decided": _decided(request),
        "finder": finder(asof_of(request)),
    }
    return render(request, "site/front.html", context)


def _decided(request: Request) -> Panel | None:
    """The newest decisions, for everyone; None when nothing was adopted yet."""
    newest = [
        Definition(long_date(row.adopted_on), row.title, f"{DECISIONS}{row.code}/")
        for row in adopted(AsOf(request.today))[:NEWEST]
    ]
    if not newest:
        return None
    every = Action(_("Alle besluiten"), DECISIONS)
    facts = DefinitionList(tuple(newest))
    return Panel(_("Laatst besloten"), "core/components/facts_panel.html", facts, link=every)


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
