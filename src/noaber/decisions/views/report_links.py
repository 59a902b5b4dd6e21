"""/melden/<token>/: somebody without an account reports what was decided. Looking uses nothing up, sending does.

The address is a key, so no answer here is kept by a browser or a search engine. The referrer goes to this site alone
(the policy of every page): with none at all a browser sends "Origin: null", and the form could not be sent.
"""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from noaber.accounts.api import count_strange_key, tried_too_often
from noaber.core import clock
from noaber.core.components.form import form_panel
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.errors import DomainError
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import long_date
from noaber.decisions.forms.follow_up import ReportForm
from noaber.decisions.queries.report_links import LinkState, Opened, open_link
from noaber.decisions.services.reporting import is_same, refusal, report_decision

THANKS = (LinkState.WAITING, LinkState.CONFIRMED)
TITLES = {
    LinkState.WAITING: gettext_lazy("Dank u wel voor uw melding"),
    LinkState.CONFIRMED: gettext_lazy("Uw melding is verwerkt"),
    LinkState.RETURNED: gettext_lazy("Uw melding is teruggestuurd"),
    LinkState.ANSWERED: gettext_lazy("Het besluit is al bekend"),
    LinkState.ELSEWHERE: gettext_lazy("Het besluit is al gemeld"),
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: Request, token: str) -> HttpResponse:
    """The form of one party, for whoever got the link; afterwards the same address says thank you."""
    if tried_too_often(request):
        return _unseen(render(request, "429.html", {"wait": ""}, status=HTTPStatus.TOO_MANY_REQUESTS))
    now = clock.now()
    opened = open_link(token, now=now, today=request.today)
    if opened.state is not LinkState.OPEN:
        return _closed(request, opened)
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else (None, None)
    form = ReportForm(*sent, points=opened.points)
    if is_sent and form.is_valid():
        try:
            report_decision(
                token,
                form.said,
                actor=request.actor,
                now=now,
                today=request.today,
                **form.when_and_where,
            )
        except DomainError as error:
            after = open_link(token, now=now, today=request.today)
            if after.state is not LinkState.OPEN:
                return _closed(request, after)
            form.refuse(error)
        else:
            return _unseen(redirect(request.path))
    return _unseen(render(request, "decisions/report.html", _context(opened, form)))


def _closed(request: Request, opened: Opened) -> HttpResponse:
    if opened.state is LinkState.UNKNOWN:
        count_strange_key(request)
    elif request.method == "POST" and not _is_sent_again(request, opened):
        return _not_recorded(request, opened)
    context = {
        "title": TITLES.get(opened.state, _("Deze link werkt niet")),
        "reason": refusal(opened),
    }
    status = HTTPStatus.OK if opened.state in THANKS else HTTPStatus.GONE
    return _unseen(render(request, "decisions/report_closed.html", context, status=status))


def _is_sent_again(request: Request, opened: Opened) -> bool:
    """Whether this is the very report that came in before."""
    report = getattr(opened.link, "report", None)
    form = ReportForm(request.POST, request.FILES, points=opened.points)
    return bool(report and form.is_valid() and is_same(report, form.said, **form.when_and_where))


def _not_recorded(request: Request, opened: Opened) -> HttpResponse:
    """The link ended before this was sent: nobody may think that it counts, and what was typed is not lost."""
    used = _("Deze link was al gebruikt. Wat u nu instuurde, is niet bewaard.")
    context = {
        "title": _("Dit is niet vastgelegd"),
        "reason": used if opened.state in THANKS else refusal(opened),
        "advice": _("Klopt wat er al staat niet? Bel of mail dan de coördinator van het netwerk."),
        "typed": _typed(request, opened),
    }
    return _unseen(render(request, "decisions/report_closed.html", context, status=HTTPStatus.CONFLICT))


def _typed(request: Request, opened: Opened) -> DefinitionList:
    """What was sent, in the words of the form."""
    form = ReportForm(request.POST, request.FILES, points=opened.points)
    items = []
    for name, field in form.fields.items():
        value = str(form[name].value() or "")
        choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
        if value:
            items.append(Definition(str(field.label), choices.get(value, value)))
    return DefinitionList(tuple(items))


def _context(opened: Opened, form: ReportForm) -> dict[str, object]:
    items = []
    if opened.found and opened.party:
        items += [Definition(_("Voorstel"), opened.found.title), Definition(_("Namens"), opened.party.name)]
        if opened.party.due_on:
            items.append(Definition(_("Uiterlijk"), long_date(opened.party.due_on)))
    return {
        "facts": DefinitionList(tuple(items)),
        "panel": form_panel(form, submit_label=_("Meld het besluit")),
    }


def _unseen(answer: HttpResponse) -> HttpResponse:
    """Not in a search engine, whoever may have published the address."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
