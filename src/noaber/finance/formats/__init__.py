"""What comes in and goes out as a file: e-invoices, bank statements, QR codes."""
