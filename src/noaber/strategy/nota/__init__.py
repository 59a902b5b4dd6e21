"""The strategy of a period as a document: composed from what was recorded, for the page, the PDF and the ODF text."""
