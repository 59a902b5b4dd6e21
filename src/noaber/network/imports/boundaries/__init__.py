"""Boundaries of municipalities from GeoJSON or GeoPackage: read, checked, projected to RD and simplified together."""
