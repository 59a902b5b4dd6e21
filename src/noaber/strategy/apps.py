from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "noaber.strategy"
    label = "strategy"
    verbose_name = "Strategie"

    def ready(self) -> None:
        from noaber.core.verbs import register_verbs
        from noaber.strategy import privacy, verbs  # noqa: F401

        register_verbs(verbs.WORDS)
