"""The dossier: every claim against every check, and a page of plain sentences for each claim."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, support_matrix
from crosscase.errors import DataError, ParameterError
from crosscase.results import Result
from crosscase.robustness.check import Check
from crosscase.robustness.standard_checks import standard_checks
from crosscase.study import Study
from crosscase.wording import counted, listed

__all__ = ["Dossier", "dossier"]


@dataclass(frozen=True, repr=False)
class Dossier(Result):
    """All checks of all claims.

    Parameters
    ----------
    table : DataFrame, shape (claims, checks)
        Verdict and margin, e.g. ``holds (+1.00)``; empty where a check was not made.
    checks : tuple of Check
        The checks, in order.
    """

    table: pd.DataFrame
    checks: tuple[Check, ...]

    @property
    def title(self) -> str:
        """How many checks hold, fail, and cannot be decided."""
        n = {holds: sum(c.holds is holds for c in self.checks) for holds in (True, False, None)}
        return (
            f"{counted(len(self.checks), 'check')} of {counted(len(self.table), 'claim')}: "
            f"{n[True]} hold, {n[False]} fail, {n[None]} cannot be decided"
        )

    @property
    def long(self) -> pd.DataFrame:
        """One row a check: claim, check, verdict, statistic, threshold, margin, sentence."""
        return pd.DataFrame(
            [
                {
                    "claim": c.claim,
                    "check": c.check,
                    "verdict": c.verdict,
                    "statistic": c.statistic,
                    "threshold": c.threshold,
                    "margin": c.margin,
                    "sentence": c.sentence,
                    "reference": c.reference,
                    "evidence_ids": c.evidence,
                }
                for c in self.checks
            ]
        )

    @property
    def verdicts(self) -> pd.DataFrame:
        """Claims × checks: holds, fails, cannot be decided, or empty."""
        wide = pd.DataFrame("", index=self.table.index, columns=self.table.columns)
        for c in self.checks:
            wide.loc[c.claim, c.check] = c.verdict
        return wide

    def of(self, claim: str) -> tuple[Check, ...]:
        """Return the checks of one claim."""
        found = tuple(c for c in self.checks if c.claim == claim)
        if not found:
            allowed = ", ".join(map(str, self.table.index))
            raise ParameterError(f"no claim {claim!r}; allowed: {allowed}")
        return found

    def page(self, claim: str, *, text: str = "", level: int = 2) -> str:
        """Write the page of one claim as Markdown.

        Parameters
        ----------
        claim : str
            Its id.
        text : str
            The claim in words, put under the heading.
        level : int, default 2
            Level of the heading.

        Returns
        -------
        str
            Heading, summary, one item a check, and the evidence that the verdicts hang on.
        """
        checks = self.of(claim)
        lines = [f"{'#' * level} {claim}", ""]
        if text:
            lines += [f"{text}.", ""]
        lines += [_summary(checks), ""]
        for c in checks:
            margin = "" if math.isnan(c.margin) else f", margin {_number(c.margin)}"
            lines.append(f"- **{c.check}: {c.verdict}{margin}.** {c.sentence} *({c.reference}.)*")
        ids = list(dict.fromkeys(row for c in checks for row in c.evidence))
        if ids:
            lines += ["", f"Evidence: {', '.join(ids)}."]
        return "\n".join(lines) + "\n"

    def markdown(
        self, claims: Iterable[Claim] = (), *, title: str = "Robustness dossier", level: int = 1
    ) -> str:
        """Write the whole dossier as Markdown: the table, then one page a claim.

        Parameters
        ----------
        claims : iterable of Claim
            Gives the claims' texts.
        title : str
            Heading of the document.
        level : int, default 1
            Its level.

        Returns
        -------
        str
            A pipe table of verdicts and the pages.
        """
        texts = {claim.id: claim.text for claim in claims}
        parts = [f"{'#' * level} {title}\n", f"{self.title}.\n", _pipe_table(self.table)]
        parts += [
            self.page(str(claim), text=texts.get(str(claim), ""), level=level + 1)
            for claim in self.table.index
        ]
        return "\n".join(parts)


def _number(value: float) -> str:
    if math.isinf(value):
        return "unlimited" if value > 0 else "none"
    return f"{value:+.0f}" if float(value).is_integer() else f"{value:+.3f}"


def _summary(checks: tuple[Check, ...]) -> str:
    fails = [c.check for c in checks if c.holds is False]
    open_ = [c.check for c in checks if c.holds is None]
    holds = len(checks) - len(fails) - len(open_)
    verb = "holds" if holds == 1 else "hold"
    text = f"Of {counted(len(checks), 'check')}, {holds} {verb}"
    if fails:
        text += f", {len(fails)} {'fails' if len(fails) == 1 else 'fail'} ({listed(fails)})"
    if open_:
        text += f", {len(open_)} cannot be decided ({listed(open_)})"
    return f"{text}."


def _pipe_table(table: pd.DataFrame) -> str:
    head = ["claim", *map(str, table.columns)]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for claim, row in table.iterrows():
        lines.append(f"| {' | '.join([str(claim), *map(str, row)])} |")
    return "\n".join(lines) + "\n"


def dossier(
    checks: Study | SupportMatrix | Iterable[Check],
    claims: Iterable[Claim | str] | None = None,
) -> Dossier:
    """Put checks side by side: claim × check, verdict and margin.

    Parameters
    ----------
    checks : Study, SupportMatrix or iterable of Check
        Checks that were made, of any kind; rows and columns keep the order in which they first
        come. For a study or a matrix the checks that need nothing but the evidence are made, see
        :func:`crosscase.robustness.standard_checks`.
    claims : iterable of Claim or id, optional
        The claims that are checked; by default all that the study declares.

    Returns
    -------
    Dossier
        The table, and pages by claim.

    Raises
    ------
    DataError
        If there is no check, or one is made twice for a claim.
    ParameterError
        If claims are given beside checks that are made already, or an id is unknown.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> from crosscase.robustness import fragility, leave_one_out
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> claim = Claim("P/all", "P", ("a", "b"))
    >>> made = dossier([leave_one_out(rows, claim), fragility(rows, claim)])
    >>> made.table.loc["P/all"].tolist()
    ['holds (+0)', 'fails (-1)']
    """
    if isinstance(checks, Study):
        checks = support_matrix(checks)
    if isinstance(checks, SupportMatrix):
        matrix = checks
        wanted = matrix.claims if claims is None else tuple(claims)
        checks = [check for claim in wanted for check in standard_checks(matrix, claim)]
    elif claims is not None:
        raise ParameterError("claims are given beside checks; each check has its claim already")
    made = tuple(checks)
    if not made:
        raise DataError("no check is given; a dossier needs at least one")
    claims = list(dict.fromkeys(c.claim for c in made))
    names = list(dict.fromkeys(c.check for c in made))
    table = pd.DataFrame("", index=pd.Index(claims, name="claim"), columns=names, dtype=object)
    for c in made:
        if table.loc[c.claim, c.check]:
            raise DataError(f"check {c.check!r} is made twice for {c.claim!r}; give it once")
        margin = "" if math.isnan(c.margin) else f" ({_number(c.margin)})"
        table.loc[c.claim, c.check] = f"{c.verdict}{margin}"
    return Dossier(table, made)
