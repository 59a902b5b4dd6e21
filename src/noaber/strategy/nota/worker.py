"""What the worker does for the papers of municipalities."""

import logging
import uuid

from django_tasks import task

from noaber.core import clock
from noaber.strategy.nota.bundling import give_up, make_bundle

logger = logging.getLogger(__name__)


@task()
def bundle_papers(key: str) -> None:
    """Make one ZIP."""
    try:
        make_bundle(uuid.UUID(key), today=clock.today(), now=clock.now)
    except Exception:
        logger.exception("bundle %s failed", key)
        give_up(uuid.UUID(key))
        raise
