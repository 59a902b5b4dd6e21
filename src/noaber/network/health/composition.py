"""Rules about who sits where: R34, R36-R41 of the memo ("Governance van het veiligheidsnetwerk")."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row
from noaber.network.health.findings import Evidence, Finding, Severity, SubjectKind
from noaber.network.health.snapshot import Snapshot
from noaber.network.models import BodyKind, OrganisationKind
from noaber.network.queries.bodies import BodyRow
from noaber.network.queries.seats import SeatRow
from noaber.network.rules.seats import (
    OFFICIAL_BODIES,
    Gap,
    Seat,
    Shortage,
    chair_gaps,
    missing,
    office_gaps,
    portfolio_gaps,
    requirements_of,
    team_gaps,
)


def steering_group_is_complete(snapshot: Snapshot) -> Iterator[Finding]:
    """R34: mayors from every district, the leadership of the police unit and the board of the OM."""
    groups = snapshot.bodies_of(BodyKind.STEERING_GROUP)
    if not groups and snapshot.organisations:
        yield Finding(
            code="R34",
            severity=Severity.ALERT,
            subject_kind=SubjectKind.NETWORK,
            subject_key="",
            message=_("Het netwerk heeft geen bestuurlijke begeleidingsgroep."),
            mended_by=_("de partners stellen er een in; de coördinator legt het overleg vast"),
        )
    for body in groups:
        for gap in _gaps(snapshot, body):
            yield _seats_finding(snapshot, body, gap)


def chair_sits_in_regional_council(snapshot: Snapshot) -> Iterator[Finding]:
    """R36: the chair of the steering group is a member of the regional safety council."""
    regional = snapshot.bodies_of(BodyKind.REGIONAL_COUNCIL)
    for body in snapshot.bodies_of(BodyKind.STEERING_GROUP):
        for gap in chair_gaps(body.code, snapshot.seats, elsewhere=regional[0].code if regional else ""):
            if gap.shortage is Shortage.CHAIR:
                message = _("%(body)s heeft geen voorzitter.") % {"body": body.called}
            else:
                facts = {"body": body.called, "name": snapshot.names_of(gap.missing)}
                message = _("De voorzitter van %(body)s (%(name)s) zit niet in het RVO.") % facts
            yield _finding(
                snapshot, "R36", body, gap, message, _("%(body)s kiest de voorzitter") % _facts_of(body)
            )


def mayors_carry_themes(snapshot: Snapshot) -> Iterator[Finding]:
    """R37: every mayor in the steering group carries a theme, and every theme is carried."""
    for body in snapshot.bodies_of(BodyKind.STEERING_GROUP):
        for gap in portfolio_gaps(body.code, snapshot.seats, snapshot.themes.keys(), snapshot.portfolios):
            if gap.shortage is Shortage.THEME_OF_MAYOR:
                names = snapshot.names_of(gap.missing)
                message = _("Zonder thema in portefeuille: %(names)s.") % {"names": names}
            else:
                names = in_a_row(snapshot.themes[key].name for key in gap.missing)
                message = _("Thema zonder burgemeester die het in portefeuille heeft: %(names)s.") % {
                    "names": names
                }
            yield _finding(
                snapshot, "R37", body, gap, message, _("%(body)s verdeelt de thema's") % _facts_of(body)
            )


def themes_have_teams(snapshot: Snapshot) -> Iterator[Finding]:
    """R38: every theme has an expert team or platform."""
    teams = snapshot.bodies_of(BodyKind.EXPERT_TEAM)
    covered = [team.theme_code for team in teams if team.theme_code]
    for gap in team_gaps(snapshot.themes.keys(), covered):
        for theme in gap.missing:
            yield Finding(
                code="R38",
                severity=Severity.ALERT,
                subject_kind=SubjectKind.THEME,
                subject_key=theme,
                message=_("Het thema %(theme)s heeft geen expertteam of platform.")
                % {"theme": snapshot.themes[theme].name},
                mended_by=_(
                    "de werkgroep Veiligheidsnetwerk stelt een team in; de coördinator legt het vast"
                ),
                missing=(theme,),
                evidence=tuple(_body_row(team) for team in teams),
            )


def teams_come_from_everywhere(snapshot: Snapshot) -> Iterator[Finding]:
    """R39: officials from all districts, and other partners beside the municipalities."""
    for team in snapshot.bodies_of(BodyKind.EXPERT_TEAM):
        for gap in _gaps(snapshot, team):
            yield _seats_finding(snapshot, team, gap)
        kinds = {seat.organisation_kind for seat in snapshot.seats if seat.body == team.code}
        if not kinds - {OrganisationKind.MUNICIPALITY.value, ""}:
            gap = Gap("R39", team.code, Shortage.ORGANISATION_KIND, ("partner",))
            message = _("In %(body)s zit niemand van een andere partner, zoals het RIEC.") % _facts_of(team)
            yield _finding(
                snapshot, "R39", team, gap, message, _("de werkgroep vraagt de partners om iemand")
            )


def officials_come_from_everywhere(snapshot: Snapshot) -> Iterator[Finding]:
    """The council of officials: the seven largest municipalities, the OM, the police and the network."""
    offices = [office.code for office in snapshot.bodies_of(BodyKind.OFFICE)]
    of_office = {seat.person for seat in snapshot.seats if seat.body in offices}
    # Who works for the network sits there for the network, not for the municipality that employs them.
    others = [seat for seat in snapshot.seats if seat.person not in of_office]
    for body in snapshot.bodies_of(BodyKind.OFFICIAL_COUNCIL):
        for gap in _gaps(snapshot, body, others):
            yield _seats_finding(snapshot, body, gap)
        for gap in office_gaps(body.code, snapshot.seats, offices=offices):
            message = _("In %(body)s zit niemand van het netwerkbureau.") % _facts_of(body)
            yield _finding(snapshot, "AVO", body, gap, message, _("de coördinator neemt er zelf plaats"))


def teams_report_to_working_group(snapshot: Snapshot) -> Iterator[Finding]:
    """R40: the working group steers the expert teams."""
    groups = {group.code for group in snapshot.bodies_of(BodyKind.WORKING_GROUP)}
    for team in snapshot.bodies_of(BodyKind.EXPERT_TEAM):
        if team.parent_code not in groups:
            gap = Gap("R40", team.code, Shortage.CHAIR, ("parent",))
            message = _("%(body)s wordt niet aangestuurd door de werkgroep Veiligheidsnetwerk.") % _facts_of(
                team
            )
            yield _finding(
                snapshot, "R40", team, gap, message, _("de coördinator legt vast onder welk overleg het valt")
            )


def officials_do_not_decide(snapshot: Snapshot) -> Iterator[Finding]:
    """R41: a body of officials stands in the register as informal, so that it registers no formal decision."""
    for body in snapshot.bodies.values():
        if body.is_formal and body.kind in OFFICIAL_BODIES:
            gap = Gap("R41", body.code, Shortage.CHAIR, ("informal",))
            message = _("%(body)s is een ambtelijk overleg, maar staat als formeel overleg in het register.")
            mended = _("de coördinator maakt er een informeel overleg van")
            yield _finding(snapshot, "R41", body, gap, message % _facts_of(body), mended)


def district_councils_have_chairs(snapshot: Snapshot) -> Iterator[Finding]:
    """Every district has its council (R03), and every council a chair."""
    councils = snapshot.bodies_of(BodyKind.DISTRICT_COUNCIL)
    for code, name in snapshot.districts.items():
        if code not in {council.district_code for council in councils}:
            yield Finding(
                "R03",
                Severity.ALERT,
                SubjectKind.NETWORK,
                code,
                _("Het district %(district)s heeft geen districtelijk veiligheidsoverleg.")
                % {"district": name},
                _("de coördinator legt het overleg vast"),
                (code,),
            )
    chaired = {seat.body for seat in snapshot.seats if seat.is_chair}
    for council in councils:
        if council.code not in chaired:
            gap = Gap("R03", council.code, Shortage.CHAIR, ("chair",))
            message = _("%(body)s heeft geen voorzitter.") % _facts_of(council)
            yield _finding(
                snapshot,
                "R03",
                council,
                gap,
                message,
                _("de burgemeesters van het district kiezen een voorzitter"),
            )


def _gaps(snapshot: Snapshot, body: BodyRow, seats: Sequence[Seat] | None = None) -> list[Gap]:
    asked = requirements_of(body.code, body.kind, snapshot.districts.keys(), snapshot.reserved_in(body.code))
    return missing(asked, snapshot.seats if seats is None else seats)


def _seats_finding(snapshot: Snapshot, body: BodyRow, gap: Gap) -> Finding:
    if gap.shortage is Shortage.DISTRICT:
        who = _("een burgemeester") if body.kind == BodyKind.STEERING_GROUP else _("een ambtenaar")
        names = in_a_row(snapshot.districts[key] for key in gap.missing)
        facts = {**_facts_of(body), "who": who, "names": names}
        message = _("In %(body)s ontbreekt %(who)s uit het district %(names)s.") % facts
        mended = _("het DVO %(names)s draagt iemand voor; de coördinator legt de benoeming vast") % facts
    else:
        names = in_a_row(_called_partner(snapshot, gap, key) for key in gap.missing)
        facts = {**_facts_of(body), "names": names}
        message = _("In %(body)s ontbreekt een vertegenwoordiger van: %(names)s.") % facts
        mended = _("%(names)s wijst iemand aan; de coördinator legt de benoeming vast") % facts
    return _finding(snapshot, gap.rule, body, gap, message, mended)


def _called_partner(snapshot: Snapshot, gap: Gap, key: str) -> str:
    if gap.shortage is Shortage.ORGANISATION_KIND:
        return str(OrganisationKind(key).label)
    return snapshot.organisations[key].name if key in snapshot.organisations else key


def _mending(snapshot: Snapshot, body: BodyRow, gap: Gap) -> tuple[str, ...]:
    """The vacant seats of the body that are for whoever is missing."""
    return tuple(row.code for row in snapshot.vacant_posts_of(body.code) if _is_for(snapshot, row, gap))


def _is_for(snapshot: Snapshot, row: SeatRow, gap: Gap) -> bool:
    if gap.shortage is Shortage.DISTRICT:
        return row.district_code in gap.missing
    if gap.shortage is Shortage.ORGANISATION:
        return row.organisation_code in gap.missing
    place = snapshot.organisations.get(row.organisation_code)
    kind = place.kind if place else row.required_kind
    if gap.missing == ("partner",):
        return kind not in ("", OrganisationKind.MUNICIPALITY)
    return gap.shortage is Shortage.ORGANISATION_KIND and kind in gap.missing


def _finding(snapshot: Snapshot, code: str, body: BodyRow, gap: Gap, message: str, mended_by: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ALERT,
        subject_kind=SubjectKind.BODY,
        subject_key=body.code,
        message=message,
        mended_by=mended_by,
        missing=gap.missing,
        evidence=_seat_rows(snapshot, body),
        seats=_mending(snapshot, body, gap) if code in ("R34", "R39", "AVO") else (),
    )


def _seat_rows(snapshot: Snapshot, body: BodyRow) -> tuple[Evidence, ...]:
    """Every seat of the body with who holds it."""
    return tuple(seat_evidence(row) for row in snapshot.posts_of(body.code))


def seat_evidence(row: SeatRow) -> Evidence:
    """A seat with who holds it."""
    if row.holder is None:
        return Evidence(row.title, _("vacant"))
    return Evidence(row.title, row.holder.name, SubjectKind.PERSON, str(row.holder.person_id))


def _body_row(body: BodyRow) -> Evidence:
    return Evidence(body.name, body.theme_code, SubjectKind.BODY, body.code)


def _facts_of(body: BodyRow) -> dict[str, str]:
    return {"body": body.called}
