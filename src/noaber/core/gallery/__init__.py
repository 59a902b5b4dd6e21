"""The invented content of the gallery at ``/stijl/`` (``core.views.gallery``)."""
