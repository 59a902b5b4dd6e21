"""What obligations hang into the house; called once at start."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from noaber.core.points import register_task, register_thread_step
from noaber.core.schedule import register_job
from noaber.decisions.health import CONTINUATION, everyone_takes_part, office_may_open
from noaber.decisions.services.obligations.budget_reminders import remind_of_budgets
from noaber.decisions.services.obligations.evaluation_reminders import remind_of_evaluations
from noaber.decisions.views.obligations.home import budget_tasks, evaluation_tasks, own_decisions_step
from noaber.network.api import HealthRule, register_health_check, register_vacancy_gate


def register_obligation_hooks() -> None:
    register_health_check(
        HealthRule(
            CONTINUATION,
            "Alle organisaties hebben zelf besloten om mee te doen, of de begeleidingsgroep besloot om door te gaan.",
            everyone_takes_part,
        )
    )
    register_vacancy_gate(office_may_open)
    register_thread_step(50, own_decisions_step)
    register_task(budget_tasks)
    register_task(evaluation_tasks)
    register_job(
        "budget-reminders",
        title=_("Herinnering aan de begroting"),
        work=remind_of_budgets,
        daily_at=dt.time(7, 30),
    )
    register_job(
        "evaluation-reminders",
        title=_("Herinnering aan de evaluatie"),
        work=remind_of_evaluations,
        daily_at=dt.time(7, 30),
    )
