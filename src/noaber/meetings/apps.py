from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "noaber.meetings"
    label = "meetings"
    verbose_name = "Vergaderingen"

    def ready(self) -> None:
        from noaber.core.verbs import register_former_verbs, register_verbs
        from noaber.meetings import hooks, privacy, verbs  # noqa: F401

        register_verbs(verbs.WORDS)
        register_former_verbs(verbs.FORMER)
        hooks.register_hooks()
