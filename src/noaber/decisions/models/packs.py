"""One ZIP with the packs of all organisations, and how far the worker is with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.bundles import Bundle, one_under_way
from noaber.decisions.models.proposals import Proposal


class PackBundle(Bundle):
    """The packs of a proposal as they were at one moment."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="bundles")

    class Meta(Bundle.Meta):
        verbose_name = _("alle pakketten")
        constraints = [one_under_way("proposal", "one_bundle_under_way")]

    def __str__(self) -> str:
        return f"{self.proposal} {self.asked_at:%Y-%m-%d}"
