"""That something was recorded wrongly, or holds no more: it stays to be read, with the reason."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor


class Withdrawal(RecordedFor):
    """Beside what is taken back, once; a room's own model names that."""

    reason = models.CharField(_("waarom ingetrokken"), max_length=500)

    class Meta:
        abstract = True
        ordering = ["pk"]
