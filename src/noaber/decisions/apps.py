from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "noaber.decisions"
    label = "decisions"
    verbose_name = "Besluiten"

    def ready(self) -> None:
        from noaber.core.guards import register_guards
        from noaber.core.verbs import register_verbs
        from noaber.decisions import hooks, privacy, triggers, verbs  # noqa: F401
        from noaber.decisions.records import declare_records

        register_verbs(verbs.WORDS)
        hooks.register_hooks()
        # The rows of a version close its parts and its route.
        declare_records()
        register_guards("decisions", triggers.statements, loaded_last=["decisions.proposalversion"])
