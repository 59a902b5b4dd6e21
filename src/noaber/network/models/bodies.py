"""Bodies and the posts in them; a post can also belong to an organisation (its mayor, its contact)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject, Version, version_constraints
from noaber.network.models.organisations import District, Organisation, OrganisationKind
from noaber.network.models.themes import Theme


class BodyKind(models.TextChoices):
    STEERING_GROUP = "steering_group", _("Bestuurlijke Begeleidingsgroep")
    DISTRICT_COUNCIL = "district_safety_council", _("districtelijk veiligheidsoverleg")
    REGIONAL_COUNCIL = "regional_safety_council", _("Regionaal Veiligheidsoverleg")
    GOVERNING_COLLEGE = "governing_college", _("Bestuurscollege")
    OFFICIAL_COUNCIL = "official_safety_council", _("ambtelijk veiligheidsoverleg")
    WORKING_GROUP = "working_group", _("werkgroep")
    EXPERT_TEAM = "expert_team", _("expertteam of platform")
    OFFICE = "office", _("netwerkbureau")
    OTHER = "other", _("ander overleg")


class Body(Subject):
    """A body of the network: a council, a group or a team."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("soort"), max_length=30, choices=BodyKind.choices)

    class Meta:
        verbose_name = _("overleg")
        verbose_name_plural = _("overleggen")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class BodyVersion(Version):
    """What a body is called, to which district and theme it belongs, and to whom it reports, over a period."""

    subject_field = "body"
    stated_fields = ("name", "short_name", "district", "parent", "theme", "is_formal", "purpose")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("naam"), max_length=200)
    short_name = models.CharField(_("korte naam"), max_length=40, blank=True)
    district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    parent = models.ForeignKey(
        Body, verbose_name=_("valt onder"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("thema"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_formal = models.BooleanField(_("formeel overleg"), default=True)
    purpose = models.TextField(_("taak"), blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("body", "body")
        indexes = [models.Index(fields=["body", "known_until", "valid_from"], name="body_history")]

    def __str__(self) -> str:
        return self.name


class PostRole(models.TextChoices):
    CHAIR = "chair", _("voorzitter")
    MEMBER = "member", _("lid")
    SECRETARY = "secretary", _("secretaris")
    LEAD = "team_lead", _("trekker")
    MAYOR = "mayor", _("burgemeester")
    CONTACT = "contact", _("contactpersoon veiligheid")
    COORDINATOR = "coordinator", _("coördinator")
    PROJECT_LEADER = "project_leader", _("projectleider")
    HEAD = "head", _("leidinggevende")


class Post(Subject):
    """A seat in a body, or a function in an organisation. It exists whether or not somebody holds it."""

    code = models.CharField(_("code"), max_length=100, unique=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )

    class Meta:
        verbose_name = _("zetel")
        verbose_name_plural = _("zetels")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, organisation__isnull=True)
                | Q(body__isnull=True, organisation__isnull=False),
                name="post_in_one_place",
                violation_error_message=_(
                    "Een zetel hoort bij een overleg of bij een organisatie, niet bij beide."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.code


class PostVersion(Version):
    """What a post asks of its holder, over a period.

    `follows`: the seat is held by virtue of another post (the mayor of Zwolle sits in the DVO), so that
    whoever takes over that post takes over this seat.
    """

    subject_field = "post"
    stated_fields = (
        "title",
        "role",
        "follows",
        "required_kind",
        "required_organisation",
        "required_district",
        "appointed_by",
        "term_months",
        "is_voting",
    )

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    title = models.CharField(_("naam"), max_length=200)
    role = models.CharField(_("rol"), max_length=20, choices=PostRole.choices)
    follows = models.ForeignKey(
        Post, verbose_name=_("volgt"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    required_kind = models.CharField(
        _("soort organisatie"), max_length=20, choices=OrganisationKind.choices, blank=True
    )
    required_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisatie"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    required_district = models.ForeignKey(
        District,
        verbose_name=_("district"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    appointed_by = models.CharField(_("benoemd door"), max_length=200, blank=True)
    term_months = models.PositiveSmallIntegerField(_("zittingstermijn in maanden"), null=True, blank=True)
    is_voting = models.BooleanField(_("stemhebbend"), default=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("post", "post")
        indexes = [models.Index(fields=["post", "known_until", "valid_from"], name="post_history")]

    def __str__(self) -> str:
        return self.title
