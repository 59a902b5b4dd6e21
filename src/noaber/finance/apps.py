from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "noaber.finance"
    label = "finance"
    verbose_name = "Financiën"

    def ready(self) -> None:
        from noaber.core.guards import register_guards
        from noaber.core.points import register_home_panel, register_panel, register_thread_step
        from noaber.core.verbs import register_verbs
        from noaber.decisions.api import register_insert, register_requirement
        from noaber.finance import privacy, triggers, verbs  # noqa: F401
        from noaber.finance.queries.asked import contradictions, why_no_budget, why_no_contributions
        from noaber.finance.records import declare_records
        from noaber.finance.views.changed import changed_agreements
        from noaber.finance.views.inserts import budget_table, contributions_table, rate_table
        from noaber.finance.views.own_insert import own_capacity_table, own_contribution_table
        from noaber.finance.views.panels import contribution_panel, home_panel
        from noaber.finance.views.thread import contributions_step

        register_verbs(verbs.WORDS)
        register_guards("finance", triggers.statements)
        declare_records()
        self._register_files()
        budget, rate, everyone = (
            _("Begroting per jaar"),
            _("Het tarief doorgerekend"),
            _("Bijdrage per gemeente"),
        )
        for name, title, compose, explain in (
            ("budget", budget, budget_table, why_no_budget),
            ("rate", rate, rate_table, why_no_budget),
            ("contributions", everyone, contributions_table, why_no_contributions),
        ):
            register_insert(name, title=title, compose=compose, explain=explain, changed=changed_agreements)
        register_insert(
            "own-capacity", title=_("Eigen capaciteit"), compose=own_capacity_table, is_local=True
        )
        register_insert(
            "own-contribution", title=_("Eigen bijdrage"), compose=own_contribution_table, is_local=True
        )
        register_requirement("agreement", contradictions)
        register_thread_step(60, contributions_step)
        register_panel(60, contribution_panel)
        register_home_panel(60, home_panel)

    def _register_files(self) -> None:
        from noaber.core.files import register_file_access
        from noaber.finance.access import may_read_bank_file
        from noaber.finance.services.bank_uploads import OWNER_KIND

        register_file_access(OWNER_KIND, may_read_bank_file)
