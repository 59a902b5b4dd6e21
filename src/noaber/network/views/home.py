"""What the register adds to the home page: my seats, my themes, my municipality, and what is asked of me."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.points import Task
from noaber.network.access import CONTACT_DATA, may_change_organisation, may_maintain_register
from noaber.network.health.findings import Finding, Severity, SubjectKind
from noaber.network.health.report import network_health
from noaber.network.models import PostRole
from noaber.network.queries.handovers import open_handovers
from noaber.network.queries.organisations import OrganisationRow, organisation
from noaber.network.queries.seats import Holder, SeatRow, seats
from noaber.network.queries.themes import themes
from noaber.network.views.health import mend_of, place_of
from noaber.network.views.places import handover_address, seat_address
from noaber.network.views.seats.handovers import open_points

MOST_ALERTS: Final = 5
OF_ORGANISATION: Final = ("mayor", "contact")
OF_BODY: Final = ("chair", "secretary", "team_lead")
MENDING: Final = OF_ORGANISATION + OF_BODY


def seats_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """Where I sit, and until when."""
    held = _mine(actor, asof)
    if not held:
        return None
    columns = [
        Column("title", _("Zetel"), "link"),
        Column("place", _("Waar"), "link", url_key="place_url"),
        Column("until", _("Tot en met"), "date"),
    ]
    rows = sorted((_seat_cells(seat, term) for seat, term in held), key=lambda row: str(row["place"]))
    caption = _("Waar ik zit, en tot wanneer")
    table = plain_table(
        name="mijn-zetels", caption=caption, columns=columns, rows=rows, is_caption_shown=False
    )
    person = held[0][1].person_id
    link = Action(_("Mijn gegevens"), person_address(person)) if actor.on_behalf_of_id is None else None
    return Panel(_("Mijn zetels"), "core/components/table_panel.html", table, width="half", link=link)


def _mine(actor: Actor, asof: AsOf) -> list[tuple[SeatRow, Holder]]:
    """The seats of whom the actor is or works for."""
    me = _account(actor)
    return [(seat, term) for seat in seats(actor, asof) for term in seat.holders if me and term.user_id == me]


def _account(actor: Actor) -> int | None:
    return actor.on_behalf_of_id or actor.user_id


def _seat_cells(seat: SeatRow, term: Holder) -> Row:
    place_url = (
        body_address(seat.body_code) if seat.body_code else organisation_address(seat.organisation_code)
    )
    title = _("%(title)s (plaatsvervanger)") % {"title": seat.title} if term.is_substitute else seat.title
    return {
        "title": title,
        "url": seat_address(seat.code),
        "place": seat.body_name or seat.organisation_name,
        "place_url": place_url,
        "until": term.last_day,
    }


def themes_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """Which themes I carry."""
    me = _account(actor)
    carried = [
        row.name for row in themes(actor, asof) if me and any(holder.user_id == me for holder in row.holders)
    ]
    if not carried:
        return None
    items = tuple(Definition(_("Thema"), name, url="/themas/") for name in sorted(carried))
    return Panel(
        _("Mijn portefeuille"), "core/components/facts_panel.html", DefinitionList(items), width="half"
    )


def organisation_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """My municipality or organisation: who is its mayor and its contact, and how it is reached."""
    scopes = sorted(scope for scope in actor.scopes_of(*OF_ORGANISATION) if scope)
    code = scopes[0].removeprefix("organisation:") if scopes else ""
    found = organisation(actor, code, asof) if code else None
    if found is None:
        return None
    may_edit = may_fill_in(may_change_organisation(actor, code, CONTACT_DATA))
    link = Action(_("Wijzig de contactgegevens"), f"/organisaties/{code}/wijzigen/") if may_edit else None
    facts = DefinitionList(tuple(_organisation_facts(actor, found, asof)))
    return Panel(found.name, "core/components/facts_panel.html", facts, width="half", link=link)


def _organisation_facts(actor: Actor, row: OrganisationRow, asof: AsOf) -> Iterator[Definition]:
    page = _("Alles over %(name)s") % {"name": row.name}
    yield Definition(_("Pagina"), page, url=organisation_address(row.code))
    for role in (PostRole.MAYOR, PostRole.CONTACT):
        for post in seats(actor, asof, organisation_code=row.code, roles=(role,)):
            holder = post.holder.name if post.holder else _("vacant")
            yield Definition(str(role.label).capitalize(), holder, url=seat_address(post.code))
    yield Definition(_("E-mailadres"), row.email)
    yield Definition(_("Telefoon"), row.phone)


def register_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """What is missing in my part of the network, and for who keeps the register all that is urgent."""
    if may_maintain_register(actor):
        report = network_health(asof)
        if report.is_empty:
            yield Task(
                _("Lees uw netwerk in"),
                _(
                    "Er staat nog geen organisatie in het register. Begin met de lijst van gemeenten en partners."
                ),
                "/beheer/inlezen/organisaties/",
            )
        yield from _alerts(actor, [found for found in report.findings if found.severity is Severity.ALERT])
        yield from _handover_tasks(actor, asof)
    elif actor.scopes_of(*MENDING):
        found = network_health(asof).findings
        yield from (_task(actor, finding) for finding in found if _is_mine(actor, finding))


def _alerts(actor: Actor, alerts: list[Finding]) -> Iterator[Task]:
    yield from (_task(actor, found) for found in alerts[:MOST_ALERTS])
    more = len(alerts) - MOST_ALERTS
    if more > 0:
        text = ngettext("Nog %(count)s dringend punt", "Nog %(count)s dringende punten", more) % {
            "count": more
        }
        yield Task(text, _("Op de pagina Op orde staan ze allemaal."), "/op-orde/", is_urgent=True)


def _handover_tasks(actor: Actor, asof: AsOf) -> Iterable[Task]:
    for row in open_handovers(actor, asof):
        title = _("Rond de overdracht af: %(post)s") % {"post": row.title}
        yield Task(title, open_points(row), handover_address(row.id))


def _is_mine(actor: Actor, finding: Finding) -> bool:
    """The gaps of my organisation, and of a body that I chair, lead or keep the secretariat of."""
    if finding.subject_kind is SubjectKind.ORGANISATION:
        return f"organisation:{finding.subject_key}" in actor.scopes_of(*OF_ORGANISATION)
    if finding.subject_kind is SubjectKind.BODY:
        return f"body:{finding.subject_key}" in actor.scopes_of(*OF_BODY)
    return False


def _task(actor: Actor, finding: Finding) -> Task:
    mend = mend_of(actor, finding)
    url = mend.url if mend else place_of(finding.subject_kind, finding.subject_key)
    text = _("Wie kan dit herstellen: %(who)s.") % {"who": finding.mended_by}
    return Task(finding.message, text, url, is_urgent=finding.severity is Severity.ALERT)
