from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "noaber.finance"
    label = "finance"
    verbose_name = "Financiën"

    def ready(self) -> None:
        from noaber.core.points import register_home_panel, register_panel, register_thread_step
        from noaber.finance.views.panels import contribution_panel, home_panel
        from noaber.finance.views.thread import contributions_step

        register_thread_step(60, contributions_step)
        register_panel(60, contribution_panel)
        register_home_panel(60, home_panel)
