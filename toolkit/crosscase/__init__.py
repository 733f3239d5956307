"""Comparative case studies that can be rerun: evidence, comparison, robustness, paper.

The usual start::

    import crosscase as cc

    study = cc.Study.open()
    matrix = cc.support_matrix(study)
    cc.judge(matrix, cc.claims(study))

What there is stands in ``__init__.pyi``: each name is loaded when first used, since
`crosscase --help` must not wait for pandas, and editors and type checkers read the same list.
"""

import lazy_loader

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
