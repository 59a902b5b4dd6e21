"""What the register adds to the home page: my seats, my themes, my municipality, and what is asked of me."""

import uuid
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
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
from noaber.network.health.snapshot import Snapshot, take_snapshot
from noaber.network.models import MembershipVersion, OrganisationVersion, PostRole
from noaber.network.queries.handovers import open_handovers
from noaber.network.queries.people import person_id_of
from noaber.network.views.handovers import open_points
from noaber.network.views.health import mend_of, place_of
from noaber.network.views.places import handover_address, seat_address

MOST_ALERTS = 5


def seats_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """Where I sit, and until when."""
    snapshot, terms = _mine(actor, asof)
    if not terms:
        return None
    columns = [
        Column("title", _("Zetel"), "link"),
        Column("place", _("Waar"), "link", url_key="place_url"),
        Column("until", _("Tot en met"), "date"),
    ]
    rows = sorted((_seat_cells(snapshot, term) for term in terms), key=lambda row: str(row["place"]))
    caption = _("Waar ik zit, en tot wanneer")
    table = plain_table(
        name="mijn-zetels", caption=caption, columns=columns, rows=rows, is_caption_shown=False
    )
    person = _person(actor)
    link = (
        Action(_("Mijn gegevens"), person_address(person))
        if person and actor.on_behalf_of_id is None
        else None
    )
    return Panel(_("Mijn zetels"), "core/components/table_panel.html", table, width="half", link=link)


def _mine(actor: Actor, asof: AsOf) -> tuple[Snapshot, list[MembershipVersion]]:
    """The register of the day, and the terms in it of whom the actor is or works for."""
    snapshot = take_snapshot(asof)
    person = _person(actor)
    return snapshot, [term for term in snapshot.terms if person and term.membership.person_id == person]


def _person(actor: Actor) -> uuid.UUID | None:
    return person_id_of(actor.on_behalf_of_id or actor.user_id)


def _seat_cells(snapshot: Snapshot, term: MembershipVersion) -> Row:
    post = snapshot.posts[term.membership.post_id]
    body = snapshot.bodies.get(post.post.body_id) if post.post.body_id else None
    organisation = (
        snapshot.organisations.get(post.post.organisation_id) if post.post.organisation_id else None
    )
    title = _("%(title)s (plaatsvervanger)") % {"title": post.title} if term.is_substitute else post.title
    return {
        "title": title,
        "url": seat_address(post.post.code),
        "place": body.name if body else organisation.name if organisation else "",
        "place_url": body_address(body.body.code)
        if body
        else organisation_address(organisation.organisation.code)
        if organisation
        else "",
        "until": term.period.last_day,
    }


def themes_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """Which themes I carry."""
    snapshot, person = take_snapshot(asof), _person(actor)
    codes = [theme for holder, theme in snapshot.portfolios if holder == person]
    names = sorted(snapshot.themes[code].name for code in codes if code in snapshot.themes)
    if not names:
        return None
    items = tuple(Definition(_("Thema"), name, url="/themas/") for name in names)
    return Panel(
        _("Mijn portefeuille"), "core/components/facts_panel.html", DefinitionList(items), width="half"
    )


def organisation_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """My municipality or organisation: who is its mayor and its contact, and how it is reached."""
    codes = sorted(
        scope.removeprefix("organisation:") for scope in actor.scopes_of("mayor", "contact") if scope
    )
    snapshot = take_snapshot(asof) if codes else None
    found = (
        next((row for row in snapshot.organisations.values() if row.organisation.code == codes[0]), None)
        if snapshot
        else None
    )
    if snapshot is None or found is None:
        return None
    may_edit = may_change_organisation(actor, codes[0], CONTACT_DATA)
    link = Action(_("Wijzig de contactgegevens"), f"/organisaties/{codes[0]}/wijzigen/") if may_edit else None
    facts = DefinitionList(tuple(_organisation_facts(snapshot, found)))
    return Panel(found.name, "core/components/facts_panel.html", facts, width="half", link=link)


def _organisation_facts(snapshot: Snapshot, row: OrganisationVersion) -> Iterator[Definition]:
    code = row.organisation.code
    yield Definition(
        _("Pagina"), _("Alles over %(name)s") % {"name": row.name}, url=organisation_address(code)
    )
    for role in (PostRole.MAYOR, PostRole.CONTACT):
        posts = (post for post in snapshot.posts.values() if post.post.organisation_id == row.organisation_id)
        for post in (post for post in posts if post.role == role):
            term = snapshot.holders.get(post.post_id)
            holder = snapshot.name_of(term.membership.person_id) if term else _("vacant")
            yield Definition(str(role.label).capitalize(), holder, url=seat_address(post.post.code))
    yield Definition(_("E-mailadres"), row.email)
    yield Definition(_("Telefoon"), row.phone)


def register_tasks(actor: Actor, asof: AsOf) -> Iterator[Task]:
    """What is missing in my part of the network, and for who keeps the register all that is urgent."""
    if not actor.grants:
        return
    report = network_health(asof)
    if may_maintain_register(actor):
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
    else:
        yield from (_task(actor, found) for found in report.findings if _is_mine(actor, found))


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
        return f"organisation:{finding.subject_key}" in actor.scopes_of("mayor", "contact")
    if finding.subject_kind is SubjectKind.BODY:
        return f"body:{finding.subject_key}" in actor.scopes_of("chair", "secretary", "team_lead")
    return False


def _task(actor: Actor, finding: Finding) -> Task:
    mend = mend_of(actor, finding)
    url = mend.url if mend else place_of(finding.subject_kind, finding.subject_key)
    text = _("Wie kan dit herstellen: %(who)s.") % {"who": finding.mended_by}
    return Task(finding.message, text, url, is_urgent=finding.severity is Severity.ALERT)
