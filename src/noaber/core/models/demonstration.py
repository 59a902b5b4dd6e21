"""The mark that says: everything in this database is a demonstration."""

from django.db import models


class Demonstration(models.Model):
    """Set only by ``noaber demo`` on an empty database; `reached_on` is the demonstration's own date.

    `story` is the code of the network that is played in it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    started_at = models.DateTimeField()
    reached_on = models.DateField()
    story = models.SlugField(max_length=40, default="oost-nederland")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="demonstration_one_mark")]

    def __str__(self) -> str:
        return f"Voorbeeldgegevens tot en met {self.reached_on:%d-%m-%Y}"
