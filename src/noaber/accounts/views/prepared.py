"""What assistants have put ready: on the home page, and a page to go through it."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from noaber.accounts.prepared import PreparedRow, waiting_forms
from noaber.accounts.services.preparing import discard_prepared
from noaber.accounts.views.paths import own_breadcrumbs
from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Panel
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.points import Task
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date


def prepared_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """For the principal: look at it, and send it."""
    if not actor.prepares_only:
        for row in waiting_forms(actor, asof.valid_on):
            title = _("Kijk na en leg vast: %(title)s") % {"title": row.title}
            yield Task(title, prepared_by(row), row.url)


def prepared_by(row: PreparedRow) -> str:
    """Who put it ready, and when."""
    day = long_date(timezone.localtime(row.prepared_at).date())
    return _("Klaargezet door %(name)s op %(day)s.") % {"name": row.assistant_name, "day": day}


def prepared_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """For the assistant: what still waits for the principal."""
    found = waiting_forms(actor, asof.valid_on) if actor.prepares_only else []
    if not found:
        return None
    facts = tuple(
        Definition(_("Wacht op %(name)s") % {"name": row.principal_name}, row.title) for row in found
    )
    link = Action(_("Bekijk"), reverse("accounts:prepared"))
    return Panel(
        _("Klaargezet"), "core/components/facts_panel.html", DefinitionList(facts), link=link, width="half"
    )


@require_GET
def prepared(request: Request) -> HttpResponse:
    """Everything that waits, to open or to throw away."""
    title = _("Klaargezet")
    context = {
        "heading": PageHeading(
            title, intro=_("Wat een assistent heeft ingevuld. Het telt pas als u het zelf vastlegt.")
        ),
        "breadcrumbs": own_breadcrumbs(title, reverse("accounts:prepared")),
        "rows": [(row, prepared_by(row)) for row in waiting_forms(request.actor, request.today)],
        "prepares_only": request.actor.prepares_only,
        "nothing": EmptyState(
            _("Er staat niets klaar"), _("Zodra een assistent iets klaarzet, staat het hier.")
        ),
    }
    return render(request, "accounts/prepared.html", context)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw it away; pressing twice says that it was gone already."""
    try:
        discard_prepared(pk, actor=request.actor)
    except AccessRefused:
        raise
    except DomainError as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Weggegooid. Er is niets gewijzigd."))
    return redirect("accounts:prepared")
