"""People and the posts they hold."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject, Version, version_constraints
from noaber.network.models.bodies import Post
from noaber.network.models.checks import check_telephone
from noaber.network.models.organisations import Organisation


class Person(Subject):
    """Someone in the network. Erasure empties every version and keeps the identity, so that seats stay known."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )  # an account is closed, never removed: the audit refers to it
    erased_at = models.DateTimeField(_("gewist op"), null=True, blank=True)

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")

    def __str__(self) -> str:
        return str(self.pk)


class PersonVersion(Version):
    """What a person is called, where they work and how the network reaches them, over a period."""

    subject_field = "person"
    stated_fields = ("name", "job_title", "employer", "email", "phone")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("naam"), max_length=200)
    job_title = models.CharField(_("functie"), max_length=200, blank=True)
    employer = models.ForeignKey(
        Organisation,
        verbose_name=_("organisatie"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = models.CharField(_("telefoonnummer"), max_length=20, blank=True, validators=[check_telephone])

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("person", "person")
        indexes = [
            models.Index(fields=["person", "known_until", "valid_from"], name="person_history"),
            models.Index(fields=["email"], name="person_email"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Subject):
    """A person in a post; the versions say over which term and on whose behalf."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        verbose_name = _("zetelbezetting")
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="membership_person_post")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"


class MembershipVersion(Version):
    """A term: on behalf of which organisation, and as whose substitute (the seat's own holder: nobody's)."""

    subject_field = "membership"
    stated_fields = ("on_behalf_of", "is_substitute")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="versions")
    on_behalf_of = models.ForeignKey(
        Organisation,
        verbose_name=_("namens"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_substitute = models.BooleanField(_("plaatsvervanger"), default=False)

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("membership", "membership")
        indexes = [
            models.Index(fields=["membership", "known_until", "valid_from"], name="membership_history")
        ]

    def __str__(self) -> str:
        return f"{self.membership} {self.valid_from}"
