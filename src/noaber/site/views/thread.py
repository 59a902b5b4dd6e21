"""The thread: the memo's chain with live counts, each opening its rows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import PageHeading
from noaber.core.components.pictures import Thread
from noaber.core.points import thread_steps
from noaber.core.requests import Request, asof_of, public


@public
def thread_page(request: Request) -> HttpResponse:
    asof = asof_of(request)
    intro = _("Van wie er meedoen tot wat het opbrengt. Open een stap voor de regels achter de stand.")
    context = {
        "heading": PageHeading(_("De draad"), intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
        "thread": Thread(tuple(thread_steps(request.actor, asof)), _("De draad van het netwerk")),
    }
    return render(request, "site/thread.html", context)
