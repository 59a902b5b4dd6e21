"""The outbox: every mail that Noaber sends, with each attempt to send it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    WAITING = "waiting", _("wacht op verzending")
    SENDING = "sending", _("wordt verzonden")
    SENT = "sent", _("verzonden")
    FAILED = "failed", _("mislukt")
    HELD = "held", _("vastgehouden")
    WITHDRAWN = "withdrawn", _("vervallen")


class OutboxMail(models.Model):
    """One mail to one address. `key` names the effect ("invitation 12"), so that queueing twice sends once.

    `attempt_count` is also the token of whoever is sending: only the holder of the newest attempt may say
    how it ended. `attempts_before` were made before somebody asked to try again. Of old mail the address
    and the texts are emptied (`emptied_at`); the row stays. The text of a secret mail (with a link that
    is a key) goes as soon as the mail is settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("kenmerk"), max_length=200, unique=True)
    template = models.CharField(_("soort bericht"), max_length=100)
    to = models.EmailField(_("aan"), blank=True)
    subject = models.CharField(_("onderwerp"), max_length=200, blank=True)
    text = models.TextField(_("tekst"), blank=True)
    is_restricted = models.BooleanField(_("besloten"), default=False)
    is_secret = models.BooleanField(_("met een geheime link"), default=False)
    message_id = models.CharField(_("berichtnummer"), max_length=120, unique=True)
    unsubscribe_url = models.URLField(_("afmeldadres"), max_length=500, blank=True)
    state = models.CharField(
        _("toestand"), max_length=10, choices=MailState.choices, default=MailState.WAITING
    )
    attempt_count = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    attempts_before = models.PositiveSmallIntegerField(_("pogingen vóór deze ronde"), default=0)
    queued_at = models.DateTimeField(_("klaargezet op"))
    enqueued_at = models.DateTimeField(_("taak gemaakt op"))
    next_attempt_at = models.DateTimeField(_("volgende poging op"))
    claimed_at = models.DateTimeField(_("opgepakt op"), null=True)
    settled_at = models.DateTimeField(_("afgehandeld op"), null=True)
    emptied_at = models.DateTimeField(_("geleegd op"), null=True)

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["-queued_at", "pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="outbox_due"),
            models.Index(fields=["to"], name="outbox_to"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="outbox_sending_is_claimed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.get_state_display()}"


class OutboxAttachment(models.Model):
    """A small file that goes with a mail; it is kept as long as the text. `is_inline`: a picture that stands in it."""

    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    name = models.CharField(_("bestandsnaam"), max_length=200)
    media_type = models.CharField(_("soort bestand"), max_length=100)
    content = models.BinaryField(_("inhoud"))
    is_inline = models.BooleanField(_("staat in de tekst"), default=False)

    class Meta:
        ordering = ["mail", "position"]
        constraints = [models.UniqueConstraint(fields=["mail", "position"], name="outbox_attachment_once")]

    def __str__(self) -> str:
        return self.name


class OutboxAttempt(models.Model):
    """One attempt to send, and what the mail server said. No end: the worker stopped halfway."""

    class Result(models.TextChoices):
        SENT = "sent", _("aangenomen")
        TEMPORARY = "temporary", _("tijdelijk geweigerd")
        PERMANENT = "permanent", _("blijvend geweigerd")

    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("poging"))
    started_at = models.DateTimeField(_("begonnen op"))
    ended_at = models.DateTimeField(_("geëindigd op"), null=True)
    result = models.CharField(_("uitkomst"), max_length=10, choices=Result.choices, blank=True)
    reply_code = models.PositiveSmallIntegerField(_("code van de mailserver"), null=True)
    detail = models.CharField(_("antwoord van de mailserver"), max_length=500, blank=True)

    class Meta:
        ordering = ["mail", "number"]
        constraints = [models.UniqueConstraint(fields=["mail", "number"], name="outbox_attempt_once")]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.number} {self.result}"
