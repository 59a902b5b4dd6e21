"""What finance hangs into pages of other rooms; called once at start."""

from django.utils.translation import gettext_lazy as _

from noaber.core.files import register_file_access
from noaber.core.points import (
    register_home_panel,
    register_panel,
    register_search,
    register_task,
    register_thread_step,
)
from noaber.decisions.api import register_insert, register_insert_source, register_requirement
from noaber.finance.access import may_read_activity_list, may_read_bank_file, may_read_purchase_file
from noaber.finance.health import HOST, financing_is_settled, host_is_employer
from noaber.finance.jobs import register_jobs
from noaber.finance.queries.agreements.asked import contradictions, why_no_budget, why_no_contributions
from noaber.finance.services.bank.uploads import OWNER_KIND
from noaber.finance.services.billing.book_handover import hand_over_books, register_book_words
from noaber.finance.services.grants.activity_lists import OWNER_KIND as ACTIVITY_LIST
from noaber.finance.services.spending.purchase_files import KEPT, WAITING
from noaber.finance.views.agreements.changed import changed_agreements
from noaber.finance.views.agreements.inserts import budget_table, contributions_table, rate_table
from noaber.finance.views.agreements.own_insert import own_capacity_table, own_contribution_table
from noaber.finance.views.bank.tasks import bank_tasks
from noaber.finance.views.billing.tasks import billing_tasks
from noaber.finance.views.budget.pledges import co_funding_panel
from noaber.finance.views.dunning.tasks import dunning_tasks
from noaber.finance.views.grants.tasks import grant_tasks
from noaber.finance.views.invoices.panel import invoice_panel
from noaber.finance.views.panels import contribution_panel, home_panel
from noaber.finance.views.reports.tasks import report_tasks, return_tasks
from noaber.finance.views.scenarios.inserts import PREFIX, find_scenario_insert, offered_scenarios
from noaber.finance.views.search import finance_hits
from noaber.finance.views.spending.tasks import budget_tasks, delivery_tasks, spending_tasks
from noaber.finance.views.thread import contributions_step
from noaber.network.api import (
    HealthRule,
    register_handover,
    register_health_check,
    register_vacancy_gate,
)


def register_hooks() -> None:
    _register_inserts()
    register_requirement("agreement", contradictions)
    register_thread_step(60, contributions_step)
    register_panel(60, contribution_panel)
    register_panel(61, invoice_panel)
    register_panel(62, co_funding_panel)
    register_home_panel(60, home_panel)
    for offers in (
        billing_tasks,
        bank_tasks,
        dunning_tasks,
        grant_tasks,
        budget_tasks,
        spending_tasks,
        delivery_tasks,
    ):
        register_task(offers)
    register_search(finance_hits)
    register_jobs()
    register_task(billing_tasks)
    register_task(bank_tasks)
    register_task(report_tasks)
    register_task(return_tasks)
    register_file_access(OWNER_KIND, may_read_bank_file)
    for kind in (WAITING, KEPT):
        register_file_access(kind, may_read_purchase_file)
    _register_office()
    register_file_access(ACTIVITY_LIST, may_read_activity_list)


def _register_inserts() -> None:
    """The tables that proposals and decision packs bring in."""
    for name, title, compose, explain in (
        ("budget", _("Begroting per jaar"), budget_table, why_no_budget),
        ("rate", _("Het tarief doorgerekend"), rate_table, why_no_budget),
        ("contributions", _("Bijdrage per gemeente"), contributions_table, why_no_contributions),
    ):
        register_insert(name, title=title, compose=compose, explain=explain, changed=changed_agreements)
    register_insert_source(PREFIX, offered=offered_scenarios, find=find_scenario_insert)
    register_insert("own-capacity", title=_("Eigen capaciteit"), compose=own_capacity_table, is_local=True)
    register_insert(
        "own-contribution", title=_("Eigen bijdrage"), compose=own_contribution_table, is_local=True
    )


def _register_office() -> None:
    """Host and employer of the project leader are one (R52), and the office opens once the money is arranged (R51)."""
    asks = "De werkgever van de projectleider is de beheerorganisatie."
    register_health_check(HealthRule(HOST, asks, host_is_employer))
    register_vacancy_gate(financing_is_settled)
    register_handover(hand_over_books)
    register_book_words()
