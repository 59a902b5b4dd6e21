"""The verbs of finance."""
