"""That something new does not get the title of what is there: the same form sent twice makes one thing."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError


def refuse_taken(statements: QuerySet[Any], of: str, title: str) -> None:
    """`statements`: all that was said of the others; `of`: the field that says of which. Their last titles count."""
    last = dict(statements.order_by("number").values_list(of, "title"))
    if _same(title) in map(_same, last.values()):
        message = _("Dit is er al, met deze naam. Wijzig wat er is, of kies een andere naam.")
        raise DomainError(message, field="title")


def _same(title: str) -> str:
    return " ".join(title.split()).casefold()
