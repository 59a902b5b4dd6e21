"""Is the network in order: every rule, what was found, who can mend it and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, require
from noaber.core.addresses import body_address, organisation_address, person_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import EmptyState
from noaber.core.requests import Request, asof_of
from noaber.network.access import (
    may_appoint,
    may_assign_portfolio,
    may_maintain_register,
    may_see_contacts,
)
from noaber.network.health.findings import Evidence, Finding, Severity, SubjectKind
from noaber.network.health.report import HealthReport, network_health
from noaber.network.views.places import seat_address


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A row behind a finding."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding as the page shows it; `mend` is the link to do it, for who may."""

    message: str
    mended_by: str
    is_alert: bool
    place: Action
    mend: Action | None
    evidence: tuple[ShownEvidence, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one severity."""

    title: str
    findings: tuple[ShownFinding, ...]


def health_page(request: Request) -> HttpResponse:
    """The picture in one number, then what is missing, the urgent first, then every rule that was checked."""
    require(may_see_contacts(request.actor))
    asof = asof_of(request)
    report = network_health(asof)
    context = {
        "heading": PageHeading(_("Op orde"), intro=_summary(report)),
        "asof": asof_bar(asof, request.GET.dict()),
        "is_judged": not report.is_empty,
        "line": StatusLine(report.held_count, len(report.rules), _("regels op orde")),
        "alerts": sum(finding.severity is Severity.ALERT for finding in report.findings),
        "warnings": sum(finding.severity is Severity.WARNING for finding in report.findings),
        "groups": _groups(request.actor, report, asof),
        "rules": _rules_table(report),
        "empty": _nothing_found(request.actor, report),
    }
    return _findings_table(request, report, asof).respond(request, "network/health.html", context)


def _nothing_found(actor: Actor, report: HealthReport) -> EmptyState:
    """All is well, or there is nothing to judge."""
    if not report.is_empty:
        return EmptyState(_("Alles is op orde"), _("Op deze dag ontbreekt er niets."))
    action = Action(_("Lees organisaties in"), "/beheer/inlezen/organisaties/", "primary")
    return EmptyState(
        _("Er staat geen netwerk in het register"),
        _(
            "Op deze dag staat er geen organisatie en geen overleg in. Kies een andere dag, of lees het netwerk in."
        ),
        action if may_maintain_register(actor) else None,
    )


def _summary(report: HealthReport) -> str:
    if report.is_empty:
        return _("Op deze dag is er niets om na te kijken.")
    count = len(report.findings)
    if not count:
        return _("Het netwerk is op deze dag op orde: aan elke afspraak is voldaan.")
    text = ngettext(
        "Er is %(count)s punt dat aandacht vraagt. Bij elk punt staat wie het kan herstellen.",
        "Er zijn %(count)s punten die aandacht vragen. Bij elk punt staat wie het kan herstellen.",
        count,
    )
    return text % {"count": count}


def _groups(actor: Actor, report: HealthReport, asof: AsOf) -> tuple[Group, ...]:
    heads = ((Severity.ALERT, _("Dringend")), (Severity.WARNING, _("Let op")))
    groups = (
        Group(
            title, tuple(shown(actor, found, asof) for found in report.findings if found.severity is severity)
        )
        for severity, title in heads
    )
    return tuple(group for group in groups if group.findings)


def shown(actor: Actor, finding: Finding, asof: AsOf) -> ShownFinding:
    return ShownFinding(
        finding.message,
        finding.mended_by,
        finding.severity is Severity.ALERT,
        Action(_("Bekijk"), place_of(finding.subject_kind, finding.subject_key, asof)),
        mend_of(actor, finding),
        tuple(_evidence(row, asof) for row in finding.evidence),
    )


def _evidence(row: Evidence, asof: AsOf) -> ShownEvidence:
    return ShownEvidence(row.label, row.text, place_of(row.kind, row.key, asof) if row.kind else "")


def place_of(kind: SubjectKind, key: str, asof: AsOf | None = None) -> str:
    """The page of what a finding is about."""
    if kind is SubjectKind.BODY:
        return body_address(key, asof)
    if kind is SubjectKind.ORGANISATION:
        return organisation_address(key, asof)
    if kind is SubjectKind.PERSON:
        return person_address(key, asof)  # type: ignore[arg-type]
    return "/themas/" if kind is SubjectKind.THEME else "/overleggen/"


def mend_of(actor: Actor, finding: Finding) -> Action | None:
    """The page where this actor can mend it; None when that is for somebody else."""
    if finding.code in ("R34", "R39", "AVO"):
        return _mend_seats(actor, finding)
    posts = [key for key in finding.missing if ":" in key]
    is_body = finding.subject_kind is SubjectKind.BODY
    if posts and may_appoint(actor, finding.subject_key if is_body else ""):
        words = {"TERM": _("Verleng, of leg een opvolging vast"), "FOLLOWS": _("Leg een opvolging vast")}
        return Action(words.get(finding.code, _("Benoem iemand")), seat_address(posts[0]))
    if finding.code in ("MAYOR", "CONTACT") and may_maintain_register(actor):
        return Action(_("Benoem iemand"), seat_address(f"{finding.subject_key}:{finding.code.lower()}"))
    if finding.code == "R37" and may_assign_portfolio(actor):
        return Action(_("Wijs een thema toe"), "/themas/")
    if finding.code in ("R40", "R41") and may_maintain_register(actor):
        return Action(_("Wijzig het overleg"), f"{body_address(finding.subject_key)}wijzigen/")
    if finding.code == "R38" and may_maintain_register(actor):
        return Action(_("Voeg een team toe"), "/overleggen/nieuw/")
    if is_body and may_appoint(actor, finding.subject_key):
        return Action(_("Benoem iemand"), body_address(finding.subject_key))
    return None


def _mend_seats(actor: Actor, finding: Finding) -> Action | None:
    """Fill the vacant seat of whoever is missing; when there is none, it must be added first."""
    if finding.seats and may_appoint(actor, finding.subject_key):
        return Action(_("Benoem iemand"), f"{seat_address(finding.seats[0])}benoemen/")
    if may_maintain_register(actor):
        return Action(_("Voeg een zetel toe"), f"{body_address(finding.subject_key)}zetel-toevoegen/")
    return None


def _findings_table(request: Request, report: HealthReport, asof: AsOf) -> Table:
    """The same findings as rows, for the download."""
    columns = [
        Column("severity", _("Ernst"), "status"),
        Column("rule", _("Regel")),
        Column("message", _("Wat er ontbreekt"), "link"),
        Column("mended_by", _("Wie het kan herstellen")),
    ]
    return list_table(
        request.GET,
        name="op-orde",
        caption=_("Alle punten in een tabel"),
        columns=columns,
        rows=list(_finding_rows(report, asof)),
        empty_text=_("Geen enkel punt."),
    )


def _finding_rows(report: HealthReport, asof: AsOf) -> Iterable[Row]:
    words = {
        Severity.ALERT: Status(_("dringend"), "danger"),
        Severity.WARNING: Status(_("let op"), "warning"),
    }
    for finding in report.findings:
        yield {
            "severity": words[finding.severity],
            "rule": finding.code,
            "message": finding.message,
            "url": place_of(finding.subject_kind, finding.subject_key, asof),
            "mended_by": finding.mended_by,
        }


def _rules_table(report: HealthReport) -> Table:
    rows = [
        {
            "asks": rule.asks,
            "state": Status(_("op orde"), "ok")
            if rule.holds
            else Status(_words(len(rule.findings)), "warning"),
        }
        for rule in report.rules
    ]
    columns = [Column("asks", _("Wat het netwerk heeft afgesproken")), Column("state", _("Stand"), "status")]
    return plain_table(name="regels", caption=_("Wat er is nagekeken"), columns=columns, rows=rows)


def _words(count: int) -> str:
    return ngettext("%(count)s punt", "%(count)s punten", count) % {"count": count}
