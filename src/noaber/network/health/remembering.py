"""Network health of a day for pages: computed once for as long as nothing is written."""

from noaber.core.asof import AsOf
from noaber.core.remembering import remembered
from noaber.network.health.report import HealthReport, network_health
from noaber.network.health.snapshot import Snapshot, take_snapshot


def remembered_snapshot(asof: AsOf) -> Snapshot:
    """The register on a day."""
    return remembered("snapshot", asof, lambda: take_snapshot(asof))


def remembered_health(asof: AsOf) -> HealthReport:
    """Every rule with what it found on a day."""
    return remembered("health", asof, lambda: network_health(asof, snapshot=remembered_snapshot(asof)))
