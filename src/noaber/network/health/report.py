"""The health of the network on a day: every rule with what it found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.health import composition, occupation
from noaber.network.health.findings import Finding, Severity, added_rules
from noaber.network.health.snapshot import Snapshot, take_snapshot

_SnapshotCheck = Callable[[Snapshot], Iterable[Finding]]

# code, what the rule asks, its check; in the order of the page
_RULES: tuple[tuple[str, Promise, _SnapshotCheck], ...] = (
    (
        "R34",
        _("In de BBG zitten burgemeesters uit ieder district, de politie en het OM."),
        composition.steering_group_is_complete,
    ),
    ("R36", _("De voorzitter van de BBG zit in het RVO."), composition.chair_sits_in_regional_council),
    (
        "R37",
        _("Iedere burgemeester in de BBG heeft een thema, en ieder thema een burgemeester."),
        composition.mayors_carry_themes,
    ),
    ("R38", _("Ieder thema heeft een expertteam of platform."), composition.themes_have_teams),
    (
        "R39",
        _("In ieder team zitten ambtenaren uit alle districten en de partners voor wie er een zetel is."),
        composition.teams_come_from_everywhere,
    ),
    ("R40", _("De werkgroep stuurt de teams aan."), composition.teams_report_to_working_group),
    (
        "AVO",
        _(
            "In het ambtelijk veiligheidsoverleg zitten de grootste gemeenten, het OM, de politie en het netwerk."
        ),
        composition.officials_come_from_everywhere,
    ),
    ("R41", _("Een ambtelijk overleg neemt geen formele besluiten."), composition.officials_do_not_decide),
    (
        "R03",
        _("Ieder district heeft een overleg met een voorzitter."),
        composition.district_councils_have_chairs,
    ),
    (
        "MAYOR",
        _("Iedere gemeente heeft een burgemeester in het register."),
        occupation.municipalities_have_mayors,
    ),
    (
        "CONTACT",
        _("Iedere gemeente heeft een contactpersoon veiligheid."),
        occupation.municipalities_have_contacts,
    ),
    ("TERM", _("Geen termijn eindigt binnen 90 dagen zonder opvolger."), occupation.terms_do_not_run_out),
    ("VACANT", _("Iedere zetel is bezet."), occupation.seats_are_held),
    (
        "FOLLOWS",
        _("Wie een zetel ambtshalve bezet, bekleedt ook de functie."),
        occupation.seats_follow_their_posts,
    ),
)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule with what it found on the day (nothing: the rule holds)."""

    code: str
    asks: str
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class HealthReport:
    """All rules, in order; none when the register had no network on the day, for then there is nothing to judge."""

    asof: AsOf
    rules: tuple[RuleResult, ...]

    @property
    def is_empty(self) -> bool:
        return not self.rules

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, alerts first."""
        found = [finding for rule in self.rules for finding in rule.findings]
        return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ALERT))

    @property
    def held_count(self) -> int:
        return sum(rule.holds for rule in self.rules)


@read_once
def network_health(asof: AsOf) -> HealthReport:
    """Hold every rule against the register as of two dates; the rules of upper rooms come last."""
    snapshot = take_snapshot(asof)
    if not snapshot.organisations and not snapshot.bodies:
        return HealthReport(asof, ())
    own = [RuleResult(code, str(asks), tuple(check(snapshot))) for code, asks, check in _RULES]
    added = [RuleResult(rule.code, rule.asks, tuple(rule.check(asof))) for rule in added_rules()]
    return HealthReport(asof, (*own, *added))
