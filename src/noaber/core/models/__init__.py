"""The tables of core. Abstract bases for the register's two histories are in `noaber.core.history`."""

from noaber.core.models.audit import AuditEntry, AuditHead
from noaber.core.models.demonstration import Demonstration
from noaber.core.models.files import StoredFile
from noaber.core.models.outbox import MailState, OutboxAttachment, OutboxAttempt, OutboxMail
from noaber.core.models.schedule import ScheduledRun

__all__ = [
    "AuditEntry",
    "AuditHead",
    "Demonstration",
    "MailState",
    "OutboxAttachment",
    "OutboxAttempt",
    "OutboxMail",
    "ScheduledRun",
    "StoredFile",
]
