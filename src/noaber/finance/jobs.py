"""What finance does by itself."""

from django.utils.translation import gettext_lazy

from noaber.core.schedule import register_job
from noaber.finance.services.reminder_letters import mail_lost_reminders


def register_jobs() -> None:
    """What the worker was asked to do and lost on the way is done after all."""
    register_job(
        "lost-reminders",
        title=gettext_lazy("Herinneringen die zijn blijven liggen"),
        work=mail_lost_reminders,
        hourly_at=25,
    )
