"""What the worker does for packs."""

import uuid

from django_tasks import task

from noaber.core import bundles, clock
from noaber.decisions.packs.bundling import PACKS


@task()
def bundle_packs(key: str) -> None:
    """Make one ZIP."""
    bundles.make(PACKS, uuid.UUID(key), today=clock.today(), now=clock.now)
