from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "noaber.site"
    label = "site"
    verbose_name = "Noaber"
