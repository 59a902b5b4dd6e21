"""Invoices and payments as other programs write and read them: plain data in, bytes out, and back."""
