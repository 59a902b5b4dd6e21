"""The audit chain: append-only rows, each sealed with the hash of the one before."""

from django.db import models


class AuditEntry(models.Model):
    """One thing that was done: action, object, result, origin, actor, time (the six fields of BIO2 8.15).

    `facts` holds ids, codes, numbers and field names, never names or texts about persons, so that
    erasing a person leaves the chain whole. Database triggers refuse every update and delete.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=80, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    on_behalf_of_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=20)
    result = models.CharField(max_length=20, default="done")
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.object_type} {self.object_id}"


class AuditHead(models.Model):
    """The single row with the end of the chain. It is locked last in a transaction, and only moves forward."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
