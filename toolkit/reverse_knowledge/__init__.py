"""The flagship study's own code: figures and tables that its notebooks alone need.

It imports crosscase, never the reverse.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
