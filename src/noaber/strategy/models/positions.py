"""What the network stands for together, and where it said so (R22). All of it is appended, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor, Subject


class JointPosition(Subject):
    """One thing that the network stands for together, whatever was said of it; `revision` counts all of that."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("gezamenlijk standpunt")
        verbose_name_plural = _("gezamenlijke standpunten")

    def __str__(self) -> str:
        return self.code


class JointPositionStatement(NumberedStatement):
    """The position as somebody recorded it; `is_left`: the network does not hold it any more."""

    position = models.ForeignKey(JointPosition, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("standpunt"), max_length=200)
    stance = models.CharField(_("waar wij samen voor staan"), max_length=2000)
    since_on = models.DateField(_("sinds"))
    is_left = models.BooleanField(_("losgelaten"), default=False)
    reason = models.CharField(_("waarom gewijzigd"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("inhoud van een gezamenlijk standpunt")
        verbose_name_plural = _("inhoud van gezamenlijke standpunten")
        ordering = ["position", "number"]
        constraints = [
            models.UniqueConstraint(fields=["position", "number"], name="joint_position_statement_once")
        ]

    def __str__(self) -> str:
        return self.title


class LobbyEntry(RecordedFor):
    """That somebody brought a position in somewhere; `replaces`: the entry of which this says more, or better."""

    position = models.ForeignKey(JointPosition, on_delete=models.PROTECT, related_name="entries")
    forum = models.CharField(_("waar ingebracht"), max_length=200)
    said_on = models.DateField(_("wanneer"))
    seat = models.ForeignKey("network.Post", on_delete=models.PROTECT, related_name="+")
    said = models.CharField(_("wat is gezegd"), max_length=1000)
    outcome = models.CharField(_("wat eruit kwam"), max_length=1000, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", verbose_name=_("verbetert")
    )

    class Meta:
        verbose_name = _("regel van het lobbylogboek")
        verbose_name_plural = _("regels van het lobbylogboek")
        ordering = ["position", "said_on", "pk"]

    def __str__(self) -> str:
        return f"{self.said_on}: {self.forum}"


class LobbyWithdrawal(RecordedFor):
    """That a line of the log should not have been there, and why; it stays to be read."""

    entry = models.OneToOneField(LobbyEntry, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("waarom ingetrokken"), max_length=500)

    class Meta:
        verbose_name = _("intrekking van een regel van het lobbylogboek")
        verbose_name_plural = _("intrekkingen van regels van het lobbylogboek")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}"
