"""The page of an organisation, with a panel per room."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.points import panels
from noaber.core.requests import Request, asof_of, public
from noaber.network.api import organisation


@public
def organisation_page(request: Request, code: str) -> HttpResponse:
    """Municipalities and partners share this page; each room shows what it knows of them."""
    asof = asof_of(request)
    row = organisation(request.actor, code, asof)
    if row is None:
        raise Http404
    address = organisation_address(code, asof)
    if not address.startswith(request.path):
        return redirect(address)
    listed = (
        NavItem(_("Gemeenten"), "/gemeenten/")
        if row.is_municipality
        else NavItem(_("Organisaties"), "/organisaties/")
    )
    kicker = (
        _("Gemeente in %(district)s") % {"district": row.district_name}
        if row.district_name
        else row.kind_label
    )
    context = {
        "heading": PageHeading(row.name, kicker=kicker),
        "breadcrumbs": [listed, NavItem(row.name, "", is_current=True)],
        "asof": asof_bar(asof, request.GET.dict()),
        "panels": panels(request.actor, code, asof),
    }
    return render(request, "site/organisation.html", context)
