"""The page of one seat: what it asks, who holds it, and who held it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import Crumbs, crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request, asof_of, public
from noaber.network.access import may_appoint, may_maintain_register
from noaber.network.models import OrganisationKind, PostRole
from noaber.network.queries.endings import ending_of
from noaber.network.queries.organisations import districts
from noaber.network.queries.seats import SeatRow, seat
from noaber.network.queries.terms import Term, terms_of_seat
from noaber.network.views.ended import ending_notice, no_seat_page
from noaber.network.views.places import organisation_crumbs, seat_address


@public
def seat_page(request: Request, code: str) -> HttpResponse:
    """One seat as of two dates, with every term known at that moment."""
    asof = asof_of(request)
    row, ends = seat(request.actor, code, asof), ending_of(asof, post=code)
    if row is None:
        return no_seat_page(request, code, asof)
    terms = terms_of_seat(request.actor, code, asof)
    context = {
        "heading": PageHeading(row.title, kicker=place_name(row), actions=_actions(request, row, terms)),
        **crumbs_of(seat_crumbs(row), row.title),
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": _facts(row, asof),
        "timeline": Timeline(
            tuple(_event(request, term, asof) for term in terms), _("Wie deze zetel bezet en bezette")
        ),
        "term_actions": _term_actions(request, row, terms, asof),
        "notice": ending_notice(request, ends),
    }
    return render(request, "network/seat.html", context)


def place_name(row: SeatRow) -> str:
    return row.body_name or row.organisation_name


def seat_kicker(row: SeatRow) -> str:
    """Which seat, and where, unless the one says the other."""
    place = place_name(row)
    return row.title if place in row.title else f"{row.title}, {place}"


def seat_crumbs(row: SeatRow) -> Crumbs:
    """The way to a seat: through its body, or through its organisation."""
    if row.body_code:
        return [(_("Overleggen en teams"), "/overleggen/"), (row.body_name, body_address(row.body_code))]
    return organisation_crumbs(row.organisation_code, row.organisation_name)


def _actions(request: Request, row: SeatRow, terms: list[Term]) -> tuple[Action, ...]:
    """What this actor may do with the seat; nothing is shown that would be refused."""
    actions: list[Action] = []
    address = seat_address(row.code)
    if may_maintain_register(request.actor) and row.holder:
        actions.append(Action(_("Leg een opvolging vast"), f"{address}opvolging/", "primary"))
    if may_fill_in(may_appoint(request.actor, row.body_code)):
        if row.is_vacant:
            actions.append(Action(_("Benoem iemand"), f"{address}benoemen/", "primary"))
        actions += _longer(row, terms)
        actions.append(Action(_("Wijs een plaatsvervanger aan"), f"{address}plaatsvervanger/"))
    if may_maintain_register(request.actor):
        actions.append(Action(_("Wijzig de zetel"), f"{address}wijzigen/"))
        if row.is_vacant and row.body_code:
            actions.append(Action(_("Stel open voor partners"), f"/vacatures/openstellen/{row.code}/"))
        if not _is_indispensable(row):
            actions.append(Action(_("Hef de zetel op"), f"{address}opheffen/"))
    if request.actor.is_in_network:
        actions.append(Action(_("Geschiedenis"), f"{address}geschiedenis/"))
    return tuple(actions)


def _longer(row: SeatRow, terms: list[Term]) -> list[Action]:
    """Appointing the holder once more, when their term ends and nobody follows yet."""
    holder = row.holder
    if holder is None or holder.valid_until is None:
        return []
    if any(not term.is_substitute and term.valid_from >= holder.valid_until for term in terms):
        return []
    proposed = urlencode({"persoon": holder.person_id, "vanaf": holder.valid_until})
    return [Action(_("Verleng de termijn"), f"{seat_address(row.code)}benoemen/?{proposed}")]


def _is_indispensable(row: SeatRow) -> bool:
    """A municipality always has a mayor and a contact; ending those is refused."""
    is_of_municipality = row.organisation_code.startswith("GM") and not row.body_code
    return is_of_municipality and row.role in (PostRole.MAYOR, PostRole.CONTACT)


def _facts(row: SeatRow, asof: AsOf) -> DefinitionList:
    holder = row.holder
    state = (
        Definition(_("Bezet door"), holder.shown)
        if holder
        else Definition(_("Bezet door"), status=Status(_("vacant"), "warning"))
    )
    items = [state, Definition(_("Rol"), row.role_label)]
    if row.required_kind or (row.district_code and not row.organisation_name):
        items.append(Definition(_("Voor iemand van"), _demand(row)))
    if row.organisation_name and row.body_code:
        url = organisation_address(row.organisation_code, asof)
        items.append(Definition(_("Voor iemand van"), row.organisation_name, url=url))
    optional = (
        Definition(_("Benoemd door"), row.appointed_by),
        Definition(
            _("Termijn"), _("%(months)s maanden") % {"months": row.term_months} if row.term_months else ""
        ),
        Definition(
            _("Volgt uit een functie"),
            _("ja: wie die functie bekleedt, bezet deze zetel") if row.follows_id else "",
        ),
        Definition(_("Stemt mee"), _("ja") if row.is_voting else _("nee")),
    )
    return DefinitionList((*items, *(item for item in optional if item.value)))


def _demand(row: SeatRow) -> str:
    """Of which kind of organisation, and of which district, the holder must be."""
    kind = str(OrganisationKind(row.required_kind).label) if row.required_kind else _("organisatie")
    district = next((each.name for each in districts() if each.code == row.district_code), "")
    if not district or row.organisation_name:
        return kind
    return _("%(kind)s in %(district)s") % {"kind": kind, "district": district}


def _event(request: Request, term: Term, asof: AsOf) -> TimelineEvent:
    parts = [_("plaatsvervanger")] if term.is_substitute else []
    parts += [_("namens %(name)s") % {"name": term.on_behalf_of_name}] if term.on_behalf_of_name else []
    return TimelineEvent(
        on=term.valid_from,
        until=term.valid_until,
        title=term.shown or _("iemand van wie de gegevens zijn gewist"),
        text=", ".join(parts),
        url=person_address(term.person_id, asof) if request.actor.is_in_network else "",
        is_ahead=term.is_ahead(asof.valid_on),
        status=None
        if term.is_over(asof.valid_on) or term.is_ahead(asof.valid_on)
        else Status(_("nu"), "current"),
    )


def _term_actions(request: Request, row: SeatRow, terms: list[Term], asof: AsOf) -> list[Action]:
    """What this actor may do with each term: end it, or take back what was recorded last."""
    may = may_appoint(request.actor, row.body_code)
    endings = _endings(row, terms, asof) if may_fill_in(may) else []
    return [*endings, *(_corrections(row, terms, asof) if may else ())]


def _endings(row: SeatRow, terms: list[Term], asof: AsOf) -> list[Action]:
    address = seat_address(row.code)
    return [
        Action(
            _("Beëindig de termijn van %(name)s") % {"name": term.shown},
            f"{address}beeindigen/{term.membership_id}/",
        )
        for term in terms
        if not term.is_over(asof.valid_on) and term.shown
    ]


def _corrections(row: SeatRow, terms: list[Term], asof: AsOf) -> list[Action]:
    """One per person: what was recorded last may be about any of their terms. Only of what is known now."""
    if asof.known_at:
        return []
    open_ended = _("Was dit een vergissing? Neem de benoeming van %(name)s terug")
    ending = _("Klopt de termijn van %(name)s niet? Neem terug wat daarover het laatst is vastgelegd")
    latest = {
        term.membership_id: term for term in reversed(terms) if term.shown
    }  # the latest term comes last
    return [
        Action(
            (ending if term.valid_until else open_ended) % {"name": term.shown},
            f"{seat_address(row.code)}terugnemen/{term.membership_id}/",
        )
        for term in reversed(latest.values())
    ]
