from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "noaber.finance"
    label = "finance"
    verbose_name = "Financiën"
