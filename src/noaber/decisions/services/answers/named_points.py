"""Which of the points that are recorded together a refusal is about."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from noaber.core.errors import AccessRefused, Conflict, DomainError


@contextmanager
def naming_point(label: str, among: Collection[str], *, is_of_all: bool = False) -> Iterator[None]:
    """Say it before a refusal that does not name the point itself, where several were sent (`among`).

    `is_of_all`: they have one day, so that what is wrong with that is not of this point.
    """
    try:
        yield
    except (AccessRefused, Conflict):
        raise
    except DomainError as error:
        is_about_all = is_of_all and error.field == "decided_on"
        if len(among) < 2 or is_about_all or "punt " in error.message.casefold():
            raise
        text = _("Punt %(label)s: %(refused)s") % {"label": label, "refused": error.message}
        raise DomainError(text, field=error.field) from error
