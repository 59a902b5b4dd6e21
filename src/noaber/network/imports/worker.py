"""What the worker does for the network: long lists, checked and applied with a progress bar."""

import logging

from django.utils.translation import gettext as _
from django_tasks import task

from noaber.core import clock
from noaber.network.imports.applying import decider_of, finish_applying
from noaber.network.imports.runs import check_import, is_small
from noaber.network.models import ImportRun, ImportState

logger = logging.getLogger(__name__)


@task()
def check_list(key: int) -> None:
    """Make the preview of a run."""
    try:
        check_import(key, now=clock.now())
    except Exception:
        logger.exception("import %s failed", key)
        _give_up(key)
        raise


@task()
def apply_list(key: int) -> None:
    """Apply a run in the name of who decided it."""
    run = ImportRun.objects.get(pk=key)
    try:
        finish_applying(key, actor=decider_of(run, today=clock.today()))
    except Exception:
        logger.exception("import %s failed", key)
        _give_up(key)
        raise


def check_now_or_later(run: ImportRun) -> None:
    """Check a short list while the person waits, and give a long one to the worker."""
    if is_small(run):
        check_import(run.pk, now=clock.now())
    else:
        check_list.enqueue(run.pk)


def _give_up(key: int) -> None:
    """Say on the page that it went wrong; the log says what."""
    ImportRun.objects.filter(pk=key).exclude(state=ImportState.APPLIED).update(
        state=ImportState.FAILED,
        message=_("Er ging iets mis in Noaber zelf. Er is niets gewijzigd. Vraag de beheerder om hulp."),
        moved_at=clock.now(),
    )
