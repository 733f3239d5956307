"""Figures of the study's notebooks: redrawn from its sources, or of what only they tell."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
