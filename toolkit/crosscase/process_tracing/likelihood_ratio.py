"""One test: what its evidence weighs, in decibels, and what it leaves to believe.

A test is described by two probabilities: of seeing the evidence E if the hypothesis H is true,
P(E|H), and if it is not, P(E|~H). Evidence that is four times as likely under H (0.8 against 0.2)
weighs 10 log10 4 = 6 dB for it if found, and 10 log10 (0.2 / 0.8) = -6 dB if looked for and not
found; even odds become 4 to 1, a probability of 0.8.
"""

from __future__ import annotations

import math

from crosscase.errors import ParameterError

__all__ = ["check_probability", "classify", "decibels", "from_decibels", "update"]

_KINDS = ("doubly decisive", "smoking gun", "hoop", "straw in the wind")


def decibels(p_e_h: float, p_e_not_h: float, *, seen: bool = True) -> float:
    """Weight of evidence of one test, 10 log10 of the likelihood ratio.

    Parameters
    ----------
    p_e_h, p_e_not_h : float
        Probability of the evidence if the hypothesis is true, and if it is not.
    seen : bool, default True
        Whether the evidence was found; if not, the complements count.

    Returns
    -------
    float
        Decibels, positive for the hypothesis; infinite where one side is impossible, 0 where
        both are.

    Raises
    ------
    ParameterError
        If a probability is not between 0 and 1.

    References
    ----------
    Jaynes (2003), Probability Theory, ch. 4; Fairfield & Charman (2017), Political Analysis 25.

    Examples
    --------
    >>> round(decibels(0.8, 0.2), 2), round(decibels(0.8, 0.2, seen=False), 2)
    (6.02, -6.02)
    """
    check_probability("P(E|H)", p_e_h)
    check_probability("P(E|~H)", p_e_not_h)
    given_h, given_not = (p_e_h, p_e_not_h) if seen else (1 - p_e_h, 1 - p_e_not_h)
    if given_h == given_not:
        return 0.0
    if given_not == 0:
        return math.inf
    if given_h == 0:
        return -math.inf
    return 10 * math.log10(given_h / given_not)


def from_decibels(weight_db: float, prior: float = 0.5) -> float:
    """Probability of the hypothesis after evidence of a given weight.

    Parameters
    ----------
    weight_db : float
        Sum of the weights, in decibels.
    prior : float, default 0.5
        Probability before.

    Returns
    -------
    float
        Probability after.

    Raises
    ------
    ParameterError
        If the prior is not strictly between 0 and 1.

    References
    ----------
    Jaynes (2003), Probability Theory, ch. 4, table 4.1.

    Examples
    --------
    >>> round(from_decibels(20), 4), round(from_decibels(30), 4)
    (0.9901, 0.999)
    """
    check_probability("prior", prior, closed=False)
    log_odds = math.log(prior / (1 - prior)) + weight_db * math.log(10) / 10
    # Whichever sign keeps the exponent below zero: no weight overflows, infinite ones included.
    if log_odds > 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))


def update(prior: float, p_e_h: float, p_e_not_h: float, *, seen: bool = True) -> float:
    """Bayes' rule for one test.

    Parameters
    ----------
    prior : float
        Probability of the hypothesis before, strictly between 0 and 1.
    p_e_h, p_e_not_h, seen
        As in :func:`decibels`.

    Returns
    -------
    float
        Probability after.

    Raises
    ------
    ParameterError
        If a probability is outside its range.

    References
    ----------
    Beach & Pedersen (2019), Process-Tracing Methods, 2nd ed., ch. 6; Bennett (2015), in Bennett
    & Checkel, Process Tracing, appendix.

    Examples
    --------
    A smoking gun, found and not found:

    >>> update(0.5, 0.3, 0), round(update(0.5, 0.3, 0, seen=False), 4)
    (1.0, 0.4118)
    """
    return from_decibels(decibels(p_e_h, p_e_not_h, seen=seen), prior)


def classify(p_e_h: float, p_e_not_h: float, *, certain: float = 0.9, unique: float = 0.1) -> str:
    """Name the kind of a test.

    Parameters
    ----------
    p_e_h, p_e_not_h : float
        Probability of the evidence if the hypothesis is true, and if it is not.
    certain : float, default 0.9
        From this P(E|H) on, the hypothesis must pass: its absence tells.
    unique : float, default 0.1
        Up to this P(E|~H), only the hypothesis explains the evidence: its presence tells.

    Returns
    -------
    str
        ``"doubly decisive"`` (certain and unique), ``"smoking gun"`` (unique), ``"hoop"``
        (certain) or ``"straw in the wind"`` (neither).

    Raises
    ------
    ParameterError
        If a probability is outside its range.

    References
    ----------
    Van Evera (1997), Guide to Methods for Students of Political Science, pp. 31-32; Collier
    (2011), PS: Political Science & Politics 44, 825.

    Examples
    --------
    >>> classify(0.3, 0), classify(0.95, 0.6), classify(0.8, 0.2), classify(0.95, 0.05)
    ('smoking gun', 'hoop', 'straw in the wind', 'doubly decisive')
    """
    check_probability("P(E|H)", p_e_h)
    check_probability("P(E|~H)", p_e_not_h)
    # 1e-12: a probability that was computed may miss the border by its last digit.
    is_certain, is_unique = p_e_h >= certain - 1e-12, p_e_not_h <= unique + 1e-12
    return _KINDS[2 * (not is_unique) + (not is_certain)]


def check_probability(name: str, value: float, *, closed: bool = True) -> None:
    """Refuse what is no probability; with `closed` False also what is certain."""
    inside = 0 <= value <= 1 if closed else 0 < value < 1
    if not inside:
        allowed = "0 to 1" if closed else "above 0 and below 1"
        raise ParameterError(f"{name} is {value}; allowed: {allowed}")
