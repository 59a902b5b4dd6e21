from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "noaber.strategy"
    label = "strategy"
    verbose_name = "Strategie"

    def ready(self) -> None:
        from noaber.core.guards import register_guards
        from noaber.core.verbs import register_verbs
        from noaber.strategy import privacy, triggers, verbs  # noqa: F401
        from noaber.strategy.hooks import register_hooks
        from noaber.strategy.queries.selection import trend  # noqa: F401
        from noaber.strategy.records import declare_records

        register_verbs(verbs.WORDS)
        register_guards(
            "strategy",
            triggers.statements,
            loaded_last=["strategy.selectionround", "strategy.survey", "strategy.review"],
        )
        declare_records()
        register_hooks()
