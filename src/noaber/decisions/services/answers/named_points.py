"""Which of the points that are recorded together a refusal is about."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from noaber.core.errors import AccessRefused, Conflict, DomainError


@contextmanager
def naming_point(label: str, among: Collection[str]) -> Iterator[None]:
    """Say it before a refusal that does not name the point itself, where several were sent (`among`)."""
    try:
        yield
    except (AccessRefused, Conflict):
        raise
    except DomainError as error:
        if len(among) < 2 or "punt " in error.message.casefold():
            raise
        text = _("Punt %(label)s: %(refused)s") % {"label": label, "refused": error.message}
        raise DomainError(text, field=error.field) from error
