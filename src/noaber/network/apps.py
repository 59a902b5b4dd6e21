from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "noaber.network"
    label = "network"
    verbose_name = "Netwerk"
