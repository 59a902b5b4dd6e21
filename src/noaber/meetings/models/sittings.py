"""The meetings of a body: agenda, attendance, and papers that are released."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject


class Sitting(Subject):
    """One meeting of a body. `quorum`: how many voting seats must be taken; 0 for more than half of them."""

    class State(models.TextChoices):
        PLANNED = "planned", _("gepland")
        HELD = "held", _("gehouden")
        CANCELLED = "cancelled", _("gaat niet door")

    body = models.ForeignKey("network.Body", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("datum"))
    starts_at = models.TimeField(_("begint om"))
    ends_at = models.TimeField(_("eindigt om"), null=True, blank=True)
    location = models.CharField(_("plaats"), max_length=200, blank=True)
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.PLANNED)
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    sequence = models.PositiveIntegerField(default=0)  # of its calendar file: goes up with each change

    class Meta:
        verbose_name = _("vergadering")
        verbose_name_plural = _("vergaderingen")
        ordering = ["held_on", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                name="sitting_ends_after_start",
                violation_error_message=_("De eindtijd ligt niet na de begintijd."),
            ),
            models.UniqueConstraint(
                fields=["body", "held_on", "starts_at"],
                condition=~Q(state="cancelled"),
                name="sitting_once",
                violation_error_message=_("Dit overleg vergadert dan al."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class AgendaItem(models.Model):
    """One item: its number stays, also when it is treated in another order. `consultation`: the proposal it treats.

    `is_restricted`: treated behind closed doors, for who sits in the body alone; a restricted proposal is so by itself.
    """

    class Kind(models.TextChoices):
        CONSENT_ITEM = "consent_item", _("hamerstuk")
        DISCUSSION = "discussion", _("bespreken")
        INFORMATION = "information", _("ter kennisname")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("nummer"))
    treated_as = models.PositiveSmallIntegerField(_("behandeld als"), null=True, blank=True)
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("toelichting"), blank=True)
    consultation = models.ForeignKey(
        "decisions.Consultation", null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    minutes = models.TextField(_("verslag"), blank=True)
    decision = models.TextField(_("besluit"), blank=True)
    is_restricted = models.BooleanField(_("besloten"), default=False)

    class Meta:
        verbose_name = _("agendapunt")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sitting", "number"], name="agenda_item_once")]

    def __str__(self) -> str:
        return f"{self.sitting} {self.number}"


class ItemFile(models.Model):
    """A paper that goes with an item. Its file is kept under the key of this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="files")
    title = models.CharField(_("naam"), max_length=200)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("stuk bij een agendapunt")
        ordering = ["file__uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Who sat on a seat at a meeting. A substitute takes the seat; a proxy speaks for it, and is not present for it."""

    class State(models.TextChoices):
        PRESENT = "present", _("aanwezig")
        SUBSTITUTED = "substituted", _("vervangen door plaatsvervanger")
        PROXY = "proxy", _("volmacht gegeven")
        ABSENT = "absent", _("afwezig")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attendance")
    post = models.ForeignKey("network.Post", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("aanwezigheid"), max_length=12, choices=State.choices)
    person = models.ForeignKey(
        "network.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proxy_post = models.ForeignKey(
        "network.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("aanwezigheid")
        constraints = [models.UniqueConstraint(fields=["sitting", "post"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.sitting} {self.post}: {self.state}"


class Release(models.Model):
    """One paper of a meeting as it was released: the PDF itself, frozen. A later one replaces it, both stay.

    `item`: of an extract, the one item that it is about.
    """

    class Paper(models.TextChoices):
        AGENDA = "agenda", _("agenda")
        DECISION_LIST = "decision_list", _("besluitenlijst")
        MINUTES = "minutes", _("verslag")
        EXTRACT = "extract", _("uittreksel")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="releases")
    paper = models.CharField(_("stuk"), max_length=14, choices=Paper.choices)
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="extracts"
    )
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    is_public = models.BooleanField(_("openbaar"), default=False)
    released_at = models.DateTimeField(_("vrijgegeven op"))
    released_by_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("vrijgegeven stuk")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sitting} {self.paper}"


class ReleasedItem(models.Model):
    """An item as a released paper tells it, whole: who may not read its proposal, is told only that it is there.

    Of an agenda its text, of a list of decisions its decision, of minutes both that and what was said. This is what
    readers see until the paper is released anew. Appended.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="released")
    number = models.PositiveSmallIntegerField(_("nummer"))
    treated_as = models.PositiveSmallIntegerField(_("behandeld als"), null=True, blank=True)
    kind = models.CharField(_("soort"), max_length=12, choices=AgendaItem.Kind.choices)
    title = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("toelichting"), blank=True)
    decision = models.TextField(_("besluit"), blank=True)
    minutes = models.TextField(_("verslag"), blank=True)

    class Meta:
        verbose_name = _("vrijgegeven agendapunt")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "item"], name="released_item_once")]

    def __str__(self) -> str:
        return f"{self.release} {self.number}"


class ReleasedSeat(models.Model):
    """A seat on the list of who was there, as a released paper holds it. Appended."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="seats")
    post = models.ForeignKey("network.Post", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("aanwezigheid"), max_length=12, choices=Attendance.State.choices)
    person = models.ForeignKey(
        "network.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proxy_post = models.ForeignKey(
        "network.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_voting = models.BooleanField(_("stemt mee"))

    class Meta:
        verbose_name = _("vrijgegeven aanwezigheid")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "post"], name="released_seat_once")]

    def __str__(self) -> str:
        return f"{self.release} {self.post}: {self.state}"


class WithoutQuorum(RecordedFor):
    """Why a body could decide in a meeting without a quorum, as who recorded the decision says. Appended."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="motives")
    motive = models.TextField(_("waarom toch is besloten"))

    class Meta:
        verbose_name = _("besluit zonder quorum")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.motive}"
