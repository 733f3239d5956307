"""Exact minimisation: from rows of a truth table to every minimal model.

The way of one table through the modules, by the rows 11 and 10 with, 00 without the outcome::

    scores          cases' memberships, checked          literals        names of terms
    configurations  rows and their OUT codes             consistency     inclS, PRI, covS, ...
    primes          A (keeps out 00), B (covers only 11)
    reduction       B covers nothing that A does not: A alone covers row 10, so it is forced
    row_weights, search, optimum, listing, covers        the smallest sets of primes: {A}
    solve, intermediate, solutions                       models of rows: ((A,),)
    assumptions     what A covers beyond 11 and 10: nothing
"""
