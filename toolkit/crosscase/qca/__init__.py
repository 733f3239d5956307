"""Qualitative comparative analysis: calibration, truth tables, exact minimisation, fit.

The usual start::

    tt = cc.qca.truth_table(data, outcome="Y", conditions="A,B,C", incl_cut=0.8)
    cc.qca.minimize(tt, include="?", dir_exp="A=1,B=1,C=1")

Coincidence analysis (causal chains, several outcomes at once) is out of scope; the R package
cna by Ambuehl and Baumgartner is made for it. Names and definitions follow R's QCA package.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
