"""The register of a day, read once for as long as nothing is written.

Every write of the register ends with a row in the audit chain, so the hash at the chain's head names the state of
the records. A page that is asked again before the next write finds the day as it was read before.
"""

import datetime as dt
from functools import lru_cache

from noaber.core.asof import AsOf
from noaber.core.models import AuditHead
from noaber.network.health.report import HealthReport, network_health
from noaber.network.health.snapshot import Snapshot, take_snapshot

DAYS_KEPT = 4  # today, and a few that somebody looks back at


def remembered_snapshot(asof: AsOf) -> Snapshot:
    """The register on a day; one query when it was read before."""
    return _snapshot(_state(), asof.valid_on, asof.known_at)


def remembered_health(asof: AsOf) -> HealthReport:
    """Network health on a day; one query when it was computed before."""
    return _health(_state(), asof.valid_on, asof.known_at)


def forget() -> None:
    """For tests that write to the register without the audit chain."""
    _snapshot.cache_clear()
    _health.cache_clear()


def _state() -> str:
    return AuditHead.objects.values_list("hash", flat=True).first() or ""


@lru_cache(maxsize=DAYS_KEPT)
def _snapshot(state: str, valid_on: dt.date, known_at: dt.datetime | None) -> Snapshot:
    return take_snapshot(AsOf(valid_on, known_at))


@lru_cache(maxsize=DAYS_KEPT)
def _health(state: str, valid_on: dt.date, known_at: dt.datetime | None) -> HealthReport:
    return network_health(AsOf(valid_on, known_at), snapshot=_snapshot(state, valid_on, known_at))
