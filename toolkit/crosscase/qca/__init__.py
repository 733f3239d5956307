"""Qualitative comparative analysis: calibration, truth tables, exact minimisation, fit.

>>> import crosscase as cc
>>> import pandas as pd
>>> data = pd.DataFrame(
...     {"WEALTH": [1, 1, 0, 0, 0, 0], "LITERACY": [1, 1, 1, 1, 0, 0],
...      "STABILITY": [1, 0, 1, 0, 1, 0], "SURVIVAL": [1, 0, 0, 0, 0, 0]},
...     index=["Belgium", "Germany", "Estonia", "Hungary", "Italy", "Greece"],
... )
>>> table = cc.qca.truth_table(data, outcome="SURVIVAL")
>>> cc.qca.minimize(table)
Conservative solution of SURVIVAL: 1 model
model                      term inclS   PRI  covS covU   cases
   M1 WEALTH*LITERACY*STABILITY 1.000 1.000 1.000      Belgium
   M1                     model 1.000 1.000 1.000
>>> cc.qca.minimize(table, include="?").models
(('WEALTH*STABILITY',),)

Democracy survived where a country was wealthy, literate and stable. That wealth and stability are
enough holds only if countries of which there was none, wealthy and stable without literacy, are
assumed to agree. (Six of the countries of Lipset's study.)

Coincidence analysis (causal chains, several outcomes at once) is out of scope; the R package
cna by Ambuehl and Baumgartner is made for it. Names and definitions follow R's QCA package.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
