"""The verbs of accounts. Each checks access, changes and audits in one transaction; the audit holds ids only."""
