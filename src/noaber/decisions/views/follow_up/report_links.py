"""/melden/<token>/: somebody without an account reports what was decided. Looking uses nothing up, sending does.

The address is a key, so no answer here is kept by a browser or a search engine. The referrer goes to this site alone
(the policy of every page): with none at all a browser sends "Origin: null", and the form could not be sent.
"""

from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from noaber.accounts.api import count_strange_key, tried_too_often
from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.errors import Conflict, DomainError
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import long_date
from noaber.decisions.forms.follow_up import ReportForm
from noaber.decisions.models import Classification
from noaber.decisions.queries.follow_up.report_links import LinkState, Opened, open_link
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.prerequisites import beside_question
from noaber.decisions.services.follow_up.reporting import is_same, refusal, report_decision
from noaber.decisions.views.answers.seen_texts import earlier_text, read_again
from noaber.decisions.views.forwarding.packs import pack_answer
from noaber.decisions.views.places import proposal_address
from noaber.decisions.views.recording import in_words
from noaber.decisions.words import is_vote

Answer = TypeVar("Answer", bound=HttpResponseBase)
THANKS = (LinkState.WAITING, LinkState.CONFIRMED)
TITLES = {
    LinkState.WAITING: gettext_lazy("Dank u wel voor uw melding"),
    LinkState.CONFIRMED: gettext_lazy("Uw melding is verwerkt"),
    LinkState.RETURNED: gettext_lazy("Uw melding is teruggestuurd"),
    LinkState.TAKEN_BACK: gettext_lazy("Het besluit dat u meldde, is ingetrokken"),
    LinkState.ANSWERED: gettext_lazy("Het besluit is al bekend"),
    LinkState.LAPSED: gettext_lazy("Deze vraag is vervallen"),
    LinkState.ELSEWHERE: gettext_lazy("Het besluit is al gemeld"),
}
PACK_FILES: Final = {
    "stukken.zip": gettext_lazy("Alle stukken met de bijlagen (ZIP)"),
    "voorstel.odt": gettext_lazy("Voorstel om zelf te besluiten (ODT)"),
    "burgemeester.pdf": gettext_lazy("Eén pagina voor wie besluit (PDF)"),
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: Request, token: str) -> HttpResponse:
    """The form of one party, for whoever got the link; afterwards the same address says thank you."""
    opened = open_link(token, today=request.today)
    if opened.state is not LinkState.OPEN:
        return _closed(request, opened)
    is_sent = request.method == "POST"
    notice = None
    if is_sent and opened.found and earlier_text(request.POST, opened.found):
        form = _form(opened)
        labels = [point.label for point in opened.points]
        notice = read_again(request, opened.found, form, request.POST, labels)
    else:
        form = _form(opened, *((request.POST, request.FILES) if is_sent else (None, None)))
        if is_sent and form.is_valid() and (answer := _report(request, token, opened, form)):
            return answer
    context = _context(request, opened, form) | {"notice": notice}
    return _unseen(render(request, "decisions/report.html", context))


def _form(opened: Opened, data: Any = None, files: Any = None) -> ReportForm:
    every = opened.found.points if opened.found else ()
    return ReportForm(
        data,
        files,
        points=opened.points,
        every=every,
        revision=opened.revision,
        version=opened.found.number if opened.found else 0,
        role=opened.role,
    )


def _report(request: Request, token: str, opened: Opened, form: ReportForm) -> HttpResponse | None:
    """Report it; None when something of it is wrong, which the form says."""
    now = clock.now()
    try:
        report_decision(
            token,
            form.said,
            actor=request.actor,
            now=now,
            today=request.today,
            **form.when_and_where,
            expected_revision=form.cleaned_data["revision"],
            seen_version=form.cleaned_data["version"],
        )
    except Conflict:
        form.seen_again(opened.revision)
        return None
    except DomainError as error:
        after = open_link(token, today=request.today)
        if after.state is not LinkState.OPEN:
            return _closed(request, after)
        form.refuse(error)
        return None
    return _unseen(redirect(request.path))


@public
@never_cache
@require_safe
def report_pack(request: Request, token: str, file: str) -> HttpResponseBase:
    """A file of the pack of who got the link, as long as the link takes a report."""
    opened = open_link(token, today=request.today)
    if opened.state is not LinkState.OPEN:
        answer = _closed(request, opened)
        answer.status_code = max(answer.status_code, HTTPStatus.GONE)
        return answer
    found, party = opened.found, opened.party
    if not (found and party and _has_pack(opened)):
        raise Http404
    return _unseen(pack_answer(opened.reader, request.today, found, party.organisation_code, file))


def _has_pack(opened: Opened) -> bool:
    """An own decision has; but of a restricted proposal nothing leaves the house but the question."""
    found, stage, party = opened.found, opened.stage, opened.party
    is_own = bool(stage and stage.is_follow_up and party and party.organisation_code)
    return is_own and found is not None and found.classification != Classification.RESTRICTED


def _too_often(request: Request) -> HttpResponse:
    return _unseen(render(request, "429.html", {"wait": ""}, status=HTTPStatus.TOO_MANY_REQUESTS))


def _closed(request: Request, opened: Opened) -> HttpResponse:
    if opened.state is LinkState.UNKNOWN:
        if tried_too_often(request):
            return _too_often(request)
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
    form = _form(opened, request.POST, request.FILES)
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
    form = _form(opened, request.POST, request.FILES)
    said = in_words(form)
    return DefinitionList(tuple(Definition(label, word) for label, word in said.items() if word))


def _context(request: Request, opened: Opened, form: ReportForm) -> dict[str, object]:
    items = []
    if opened.found and opened.party:
        address = proposal_address(opened.found.code) if opened.found.is_public else ""
        items += [
            Definition(_("Voorstel"), opened.found.title, address),
            Definition(_("Versie"), _version(opened.found)),
            Definition(_("Namens"), opened.party.name),
        ]
        if opened.party.due_on:
            items.append(Definition(_("Uiterlijk"), long_date(opened.party.due_on)))
        if beside := beside_question(opened.found.code, AsOf(request.today)):
            items.append(Definition(_("Let op"), beside))
        items += _papers(request, opened)
    return {
        "title": _("Meld een besluit") if is_vote(opened.role) else _("Geef een antwoord"),
        "asked": _("Vul in wat er is besloten.") if is_vote(opened.role) else _("U stemt hier niet."),
        "facts": DefinitionList(tuple(items)),
        "panel": form_panel(
            form, submit_label=_("Meld het besluit") if is_vote(opened.role) else _("Stuur het antwoord")
        ),
    }


def _version(found: Standing) -> str:
    return _("%(number)s van %(day)s") % {"number": found.number, "day": long_date(found.dated_on)}


def _papers(request: Request, opened: Opened) -> list[Definition]:
    """The files about which is decided, by the same link."""
    if not _has_pack(opened):
        return []
    return [
        Definition(_("Om op te slaan"), str(label), f"{request.path}{name}")
        for name, label in PACK_FILES.items()
    ]


def _unseen(answer: Answer) -> Answer:
    """Not in a search engine, whoever may have published the address."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
