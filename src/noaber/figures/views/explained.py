"""/cijfers/uitleg/: every word that the pages of figures use, in plain Dutch."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.frame import PageHeading
from noaber.core.requests import Request
from noaber.figures.access import may_read_figures
from noaber.figures.views.places import FIGURES


def explained_page(request: Request) -> HttpResponse:
    require(may_read_figures(request.actor))
    heading = PageHeading(
        _("Wat betekenen deze cijfers?"),
        intro=_("De woorden op de pagina’s met cijfers, en hoe u ze leest."),
    )
    crumbs = crumbs_of([(_("Cijfers"), FIGURES)], _("Uitleg"))
    return render(request, "figures/explained.html", {"heading": heading, **crumbs})
