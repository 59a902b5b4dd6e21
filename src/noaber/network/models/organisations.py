"""The network itself, its districts and its organisations."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject, Version, version_constraints
from noaber.network.models.checks import check_telephone


class Network(models.Model):
    """The one network of this installation."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("naam"), max_length=200)
    region = models.CharField(_("regio"), max_length=200)
    source = models.CharField(_("bron"), max_length=500, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="network_only_one")]

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A police district; every municipality lies in exactly one."""

    code = models.SlugField(_("code"), primary_key=True)
    name = models.CharField(_("naam"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districten")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    POLICE = "police", _("politie")
    PROSECUTION = "prosecution_service", _("Openbaar Ministerie")
    RIEC = "riec", _("RIEC")
    OTHER = "other", _("andere partner")


class Organisation(Subject):
    """A partner of the network. A municipality's code is its CBS code, such as GM0193."""

    kind = models.CharField(_("soort"), max_length=20, choices=OrganisationKind.choices)
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", _("Gebruik hoofdletters, cijfers en streepjes."))],
        error_messages={"unique": _("Deze code hoort al bij een andere organisatie.")},
    )

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="municipality") | models.Q(code__startswith="GM"),
                name="municipality_has_cbs_code",
                violation_error_message=_("De code van een gemeente is de CBS-code, bijvoorbeeld GM0193."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class OrganisationVersion(Version):
    """What an organisation is called and how it is reached, over a period."""

    subject_field = "organisation"
    stated_fields = (
        "name",
        "district",
        "province",
        "street",
        "postcode",
        "city",
        "oin",
        "kvk",
        "e_invoice_scheme",
        "e_invoice_id",
        "email",
        "phone",
        "website",
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("naam"), max_length=200)
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    province = models.CharField(_("provincie"), max_length=50, blank=True)
    street = models.CharField(_("straat en huisnummer"), max_length=200, blank=True)
    postcode = models.CharField(
        _("postcode"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{3} ?[A-Z]{2}$", _("Schrijf een postcode als 7511 AB."))],
    )
    city = models.CharField(_("plaats"), max_length=100, blank=True)
    oin = models.CharField(
        _("OIN"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d{20}$", _("Een OIN heeft 20 cijfers."))],
    )
    kvk = models.CharField(
        _("KvK-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("Een KvK-nummer heeft 8 cijfers."))],
    )
    e_invoice_scheme = models.CharField(
        _("schema e-factuuradres"),
        max_length=4,
        blank=True,
        choices=[("0190", _("0190 (OIN)")), ("0106", _("0106 (KvK)"))],
    )
    e_invoice_id = models.CharField(_("e-factuuradres"), max_length=50, blank=True)
    email = models.EmailField(_("algemeen e-mailadres"), blank=True)
    phone = models.CharField(
        _("algemeen telefoonnummer"), max_length=20, blank=True, validators=[check_telephone]
    )
    website = models.URLField(_("website"), blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("organisation", "organisation")
        indexes = [
            models.Index(fields=["organisation", "known_until", "valid_from"], name="organisation_history")
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """A predecessor went up into a successor on a day (merger of municipalities), unless that was taken back."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="precessions")
    effective_on = models.DateField(_("ingangsdatum"))
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    cancelled_at = models.DateTimeField(_("teruggenomen op"), null=True, blank=True)

    class Meta:
        ordering = ["effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=models.Q(cancelled_at__isnull=True),
                name="succession_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="succession_not_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.effective_on})"


class TilePosition(models.Model):
    """Where an organisation stands on the tile map (computed from real centroids, rules.tilemap).

    A successor may stand where its predecessor stood: no two organisations of one day share a tile.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="tile")
    row = models.PositiveSmallIntegerField()
    column = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.organisation} ({self.row}, {self.column})"
