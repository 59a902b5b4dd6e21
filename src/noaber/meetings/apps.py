from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "noaber.meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"

    def ready(self) -> None:
        from noaber.core.guards import register_guards
        from noaber.core.verbs import register_former_verbs, register_verbs
        from noaber.meetings import hooks, privacy, triggers, verbs  # noqa: F401
        from noaber.meetings.records import declare_records

        register_verbs(verbs.WORDS)
        register_former_verbs(verbs.FORMER)
        register_guards("meetings", triggers.statements)
        declare_records()
        hooks.register_hooks()
