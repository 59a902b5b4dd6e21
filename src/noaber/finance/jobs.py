"""What finance does by itself."""

from django.utils.translation import gettext_lazy

from noaber.core.mail import register_mail_outcome
from noaber.core.schedule import register_job
from noaber.finance.services.dunning.letters import mail_lost_reminders
from noaber.finance.services.invoices.transmitting import KIND, hear_outcome, sweep_transmissions


def register_jobs() -> None:
    """What the worker was asked to do and lost on the way is done after all."""
    register_job(
        "lost-reminders",
        title=gettext_lazy("Herinneringen die zijn blijven liggen"),
        work=mail_lost_reminders,
        hourly_at=25,
    )
    register_job(
        "lost-transmissions",
        title=gettext_lazy("Verzendingen die zijn blijven liggen"),
        work=sweep_transmissions,
        hourly_at=35,
    )
    register_mail_outcome(KIND, hear_outcome)
