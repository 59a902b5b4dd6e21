from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "noaber.finance"
    label = "finance"
    verbose_name = "Financiën"

    def ready(self) -> None:
        from noaber.core.guards import register_guards
        from noaber.core.verbs import register_verbs
        from noaber.finance import privacy, triggers, verbs  # noqa: F401
        from noaber.finance.hooks import register_hooks
        from noaber.finance.records import declare_records

        register_verbs(verbs.WORDS)
        register_guards("finance", triggers.statements)
        declare_records()
        register_hooks()
