"""What the worker does for packs."""

import logging
import uuid

from django_tasks import task

from noaber.core import clock
from noaber.decisions.packs.bundling import give_up, make_bundle

logger = logging.getLogger(__name__)


@task()
def bundle_packs(key: str) -> None:
    """Make one ZIP."""
    try:
        make_bundle(uuid.UUID(key), today=clock.today(), now=clock.now)
    except Exception:
        logger.exception("bundle %s failed", key)
        give_up(uuid.UUID(key))
        raise
