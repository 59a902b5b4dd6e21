"""Proposals: their text in versions, and the points on which is decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.decisions.rules.points import PointKind

KINDS = {
    PointKind.ADOPT: _("vaststellen"),
    PointKind.CONSENT: _("instemmen"),
    PointKind.TAKE_NOTE: _("kennisnemen"),
    PointKind.ADVISE: _("adviseren"),
    PointKind.DECIDE: _("besluiten"),
}


class Classification(models.TextChoices):
    """Who may read it, once it has been sent."""

    PUBLIC = "public", _("openbaar")
    NETWORK = "network", _("voor het netwerk")
    RESTRICTED = "restricted", _("besloten: alleen voor wie iets wordt gevraagd")


class Proposal(Subject):
    """One proposal, whatever became of its text; `revision` counts what was done with it.

    `linked_to`: the plan that must be adopted on the same day (R13); it binds this proposal, not that plan (ADR 17).
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    linked_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="linked_from"
    )
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reden van intrekking"), blank=True)
    classification = models.CharField(
        _("vertrouwelijkheid"),
        max_length=10,
        choices=Classification.choices,
        default=Classification.NETWORK,
    )

    class Meta:
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")

    def __str__(self) -> str:
        return self.code


class ProposalVersion(models.Model):
    """The text at one moment, with the fields of a Dutch oplegnotitie (domain.md, section 6).

    As long as `sent_at` is empty it is a draft. Sending freezes it: `content_hash` is the SHA-256 of text, points,
    attachments and inserts, so that what a body saw can be told from what was adopted (R60). `is_material`: who
    answered on an earlier text must see this one again (R10); otherwise their answers stand, `change_note` says why.
    `author` is a function or a name, never a telephone number (R01).
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versie"))
    title = models.CharField(_("onderwerp"), max_length=200)
    sender = models.CharField(_("van"), max_length=200)
    addressee = models.CharField(_("voor"), max_length=200)
    author = models.CharField(_("steller"), max_length=200, blank=True)
    portfolio_holder = models.CharField(_("portefeuillehouder"), max_length=200, blank=True)
    background = models.TextField(_("aanleiding"), blank=True)
    intended_effect = models.TextField(_("beoogd effect"), blank=True)
    arguments = models.TextField(_("argumenten"), blank=True)
    caveats = models.TextField(_("kanttekeningen"), blank=True)
    finances = models.TextField(_("financiën"), blank=True)
    legal = models.TextField(_("juridisch"), blank=True)
    communication = models.TextField(_("communicatie"), blank=True)
    follow_up = models.TextField(_("vervolg"), blank=True)
    is_material = models.BooleanField(_("wezenlijk gewijzigd"), default=True)
    change_note = models.TextField(_("wat er is gewijzigd"), blank=True)
    dated_on = models.DateField(_("datum"))
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("versie van een voorstel")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.proposal} {self.number}"


class DecisionPoint(models.Model):
    """One point that is asked: a label such as 3a, what is asked of whom, and under which point it falls.

    `addressed_to`: kinds of organisations, empty for everyone. `forwarded_to`: the kinds of organisations to whose own
    decision consent sends this point on, `advice` with which advice (an effect beside the kind, R56).
    """

    version = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="points")
    label = models.CharField(_("punt"), max_length=5)
    kind = models.CharField(
        _("gevraagd"), max_length=10, choices=[(kind.value, text) for kind, text in KINDS.items()]
    )
    text = models.TextField(_("tekst"))
    parent = models.CharField(_("valt onder"), max_length=5, blank=True)
    addressed_to = models.JSONField(_("voor wie"), default=list, blank=True)
    forwarded_to = models.JSONField(_("doorgeleid naar"), default=list, blank=True)
    advice = models.CharField(_("met advies"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("beslispunt")
        constraints = [models.UniqueConstraint(fields=["version", "label"], name="point_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.label}"


class ProposalAttachment(models.Model):
    """A file that goes with one version. Once that version is sent, it neither changes nor goes (R60)."""

    version = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    title = models.CharField(_("naam"), max_length=200)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bijlage")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ProposalInsert(models.Model):
    """Live figures of another room in a version, by the name under which that room offers them.

    `frozen` is empty while the version is a draft, and holds what was shown (columns, rows, source) from sending on.
    """

    version = models.ForeignKey(ProposalVersion, on_delete=models.CASCADE, related_name="inserts")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    name = models.CharField(_("invoeging"), max_length=60)
    frozen = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("invoeging")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="insert_once")]

    def __str__(self) -> str:
        return f"{self.version} {self.name}"
