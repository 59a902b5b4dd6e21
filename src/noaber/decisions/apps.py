from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "noaber.decisions"
    label = "decisions"
    verbose_name = "Besluiten"

    def ready(self) -> None:
        from noaber.core.verbs import register_verbs
        from noaber.decisions import hooks, privacy, verbs  # noqa: F401

        register_verbs(verbs.WORDS)
        hooks.register_hooks()
