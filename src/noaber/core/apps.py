from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "noaber.core"
    label = "core"
    verbose_name = "Kern"
