"""What the worker does for the papers of municipalities."""

import uuid

from django_tasks import task

from noaber.core import bundles, clock
from noaber.strategy.nota.bundling import PAPERS


@task()
def bundle_papers(key: str) -> None:
    """Make one ZIP."""
    bundles.make(PAPERS, uuid.UUID(key), today=clock.today(), now=clock.now)
