"""A partner says of a result what it did itself: for who speaks for that organisation or body."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.strategy.access import may_say_partner_words
from noaber.strategy.forms.results import PartnerWordsForm
from noaber.strategy.queries.periods.discharge import refuse_discharged
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.results.partner_words import partner_words
from noaber.strategy.queries.results.result import ResultRow, partner_names
from noaber.strategy.rules.results.result import PartnerText, ResultState
from noaber.strategy.services.results.partner_words import say_partner_words
from noaber.strategy.views.places import result_address, results_crumbs
from noaber.strategy.views.results.parts import BODY, ORGANISATION
from noaber.strategy.views.results.result import find_result
from noaber.strategy.views.saying import said_by


def words_page(request: Request, code: str, result_code: str, kind: str, partner_code: str) -> HttpResponse:
    """One field: what this partner says now; what it said before stays."""
    asof = AsOf(request.today)
    found, row = find_result(request, code, result_code, asof)
    partner = _partner(row, kind, partner_code)
    require_form(may_say_partner_words(request.actor, partner))
    refuse_discharged(code, asof)
    if row.text.state is not ResultState.RECORDED:
        raise DomainError(_("Dit resultaat is ingetrokken; er wordt niets meer op vastgelegd."))
    said = partner_words(code, result_code, asof).get(partner.key, ())
    known = {"revision": len(said), "sentence": said[-1].sentence if said else partner.sentence}
    form = PartnerWordsForm(sent(request), initial=known)

    def save() -> str:
        typed, seen = form.cleaned_data["sentence"], form.cleaned_data["revision"]
        say_partner_words(code, result_code, partner, typed, **said_by(request), expected_revision=seen)
        return result_address(code, result_code)

    return edit(request, form, _page(found, row, partner_names((row,), asof)[partner.key]), save)


def _partner(row: ResultRow, kind: str, code: str) -> PartnerText:
    """The partner at this address; another has no such page."""
    wanted = {ORGANISATION: PartnerText(code), BODY: PartnerText(body=code)}.get(kind)
    found = next((each for each in row.text.partners if wanted and each.key == wanted.key), None)
    if found is None:
        raise Http404
    return found


def _page(found: TitleRow, row: ResultRow, name: str) -> EditPage:
    own = result_address(found.code, row.code)
    return EditPage(
        title=_("Zeg het in eigen woorden: %(name)s") % {"name": name},
        kicker=row.text.title,
        crumbs=[*results_crumbs(found.code, found.title), (row.text.title, own)],
        back_url=own,
        saved=_("Wat u zegt, staat nu bij het resultaat. Wat u eerder zei, blijft te lezen."),
        submit_label=_("Leg vast"),
        intro=_("Dit resultaat is van alle partners samen. Elke partner zegt zelf wat hij deed."),
    )
