"""Starting a body, other words for one, and its seats."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage
from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import body_address
from noaber.core.asof import AsOf
from noaber.core.requests import Request, asof_of
from noaber.network.access import may_maintain_register
from noaber.network.forms.bodies import ChangeBodyForm, NewBodyForm, NewSeatForm, seat_code
from noaber.network.forms.choices import Choices
from noaber.network.queries.bodies import BodyRow, body
from noaber.network.queries.known import known_body
from noaber.network.queries.seats import seats
from noaber.network.services.bodies import change_body, establish_body, establish_post
from noaber.network.views.editing import edit
from noaber.network.views.places import seat_address


def new_body_page(request: Request) -> HttpResponse:
    """A council, group or team that starts."""
    require(may_maintain_register(request.actor))
    form = NewBodyForm(request.POST or None, actor=request.actor, asof=asof_of(request))
    page = EditPage(
        title=_("Overleg of team toevoegen"),
        crumbs=[(_("Overleggen en teams"), "/overleggen/")],
        back_url="/overleggen/",
        saved=_("Het overleg staat in het register. Voeg nu de zetels toe."),
        submit_label=_("Toevoegen"),
    )

    def save() -> str:
        code = form.cleaned_data["code"]
        establish_body(code, actor=request.actor, now=clock.now(), **form.said)
        return body_address(code)

    return edit(request, form, page, save)


def change_body_page(request: Request, code: str) -> HttpResponse:
    """Other words for a body, as a change or as a correction."""
    require(may_maintain_register(request.actor))
    asof = asof_of(request)
    known, row = known_body(code, asof.valid_on), body(request.actor, code, asof)
    if known is None or row is None:
        raise Http404
    form = ChangeBodyForm(request.POST or None, known=known, actor=request.actor, asof=asof, code=code)

    def save() -> str:
        change_body(code, actor=request.actor, now=clock.now(), **form.said)
        return body_address(code)

    return edit(request, form, _page(row, _("Gegevens wijzigen"), _("De gegevens zijn gewijzigd.")), save)


def new_seat_page(request: Request, code: str) -> HttpResponse:
    """A seat more in a body."""
    require(may_maintain_register(request.actor))
    asof = asof_of(request)
    row = body(request.actor, code, asof)
    if row is None:
        raise Http404
    form = NewSeatForm(
        request.POST or None, actor=request.actor, asof=asof, posts=post_choices(request, asof)
    )

    def save() -> str:
        new_code = seat_code(code, form.cleaned_data["title"])
        establish_post(new_code, actor=request.actor, now=clock.now(), body=code, **form.said)
        return seat_address(new_code)

    saved = _("De zetel staat in het register. Benoem nu iemand.")
    return edit(request, form, _page(row, _("Zetel toevoegen"), saved), save)


def _page(row: BodyRow, title: str, saved: str) -> EditPage:
    return EditPage(
        title=title,
        kicker=row.name,
        crumbs=[(_("Overleggen en teams"), "/overleggen/"), (row.called, body_address(row.code))],
        back_url=body_address(row.code),
        saved=saved,
    )


def post_choices(request: Request, asof: AsOf, *, without: str = "") -> Choices:
    """The functions in organisations that a seat can go with, by identity."""
    found = [row for row in seats(request.actor, asof) if not row.body_code and row.code != without]
    return [(str(row.id), row.title) for row in found]
