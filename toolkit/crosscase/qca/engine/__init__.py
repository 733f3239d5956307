"""Exact minimisation: from rows of a truth table to every minimal model."""
