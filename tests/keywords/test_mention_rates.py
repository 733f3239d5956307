"""Rates of mention: closed forms of Poisson, statsmodels' negative binomial, exact limits."""

from __future__ import annotations

import warnings
from functools import partial

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.mention_rates import rates

# Models are fitted step by step, and errors are those of the last step but one.
close = partial(pytest.approx, rel=1e-4)


def mentions(seed=0, size=0.0):
    rng = np.random.default_rng(seed)
    rows = []
    for case, rate in (("a", 0.05), ("b", 0.02)):
        for _ in range(80):
            length = int(rng.integers(50, 200))
            mean = rate * length * (rng.gamma(1 / size, size) if size else 1.0)
            rows.append((case, int(rng.poisson(mean)), length))
    return pd.DataFrame(rows, columns=["case_id", "n", "tokens"])


def small(**columns):
    return pd.DataFrame(
        {"case_id": ["a", "a", "b", "b"], "n": [6, 10, 3, 1], "tokens": [100, 100, 200, 200]}
        | columns
    )


def test_poisson_rates_have_closed_forms():
    data = small()
    found = rates(data, family="poisson")
    a, b = found.table.to_dict("records")
    assert (a["group"], a["paragraphs"], a["mentions"], a["exposure"]) == ("a", 2, 16, 200)
    assert (b["group"], b["paragraphs"], b["mentions"], b["exposure"]) == ("b", 2, 4, 400)
    assert [a["rate_per_1000"], b["rate_per_1000"]] == pytest.approx([80, 10])
    # The variance of a log rate is 1/n, of the ratio's 1/n + 1/m.
    z = 1.959963985
    assert [a["ci_low"], a["ci_high"]] == close([80 * np.exp(-z / 4), 80 * np.exp(z / 4)])
    assert b["ci_high"] == close(10 * np.exp(z / 2))
    # The reference is b, of which there is more text.
    assert a["rate_ratio"] == pytest.approx(8)
    spread = np.sqrt(1 / 16 + 1 / 4)
    assert a["ratio_low"] == close(8 * np.exp(-z * spread))
    assert a["ratio_high"] == close(8 * np.exp(z * spread))
    assert a["p"] == pytest.approx(2 * stats.norm.sf(np.log(8) / spread), rel=1e-3)
    assert [b["rate_ratio"], b["ratio_low"], b["ratio_high"]] == [1, 1, 1]
    assert np.isnan(b["p"])
    # 2 (16 ln(16/E) + 4 ln(4/E)) with 20/600 a word.
    ratio = 2 * (16 * np.log(16 * 3 / 20) + 4 * np.log(4 * 1.5 / 20))
    assert found.likelihood_ratio == pytest.approx(ratio)
    assert found.likelihood_ratio_p == pytest.approx(stats.chi2.sf(ratio, 1))
    assert found.family == "poisson"


def test_overdispersion_by_hand():
    found = rates(small(), family="poisson")
    # Means 8 and 2: Pearson's χ² is (4 + 4)/8 + (1 + 1)/2 = 2, of 4 - 2 degrees of freedom.
    assert found.pearson_per_df == pytest.approx(1)
    # ((y - μ)² - y)/μ is -2/8, -6/8, -2/2, 0: on μ = 8, 8, 2, 2 the slope is -10/136.
    assert found.overdispersion == pytest.approx(-10 / 136)
    residual = np.array([-0.25, -0.75, -1, 0]) + 10 / 136 * np.array([8, 8, 2, 2])
    error = np.sqrt((residual**2).sum() / 3 / 136)
    assert found.overdispersion_t == pytest.approx(-10 / 136 / error)
    assert found.overdispersion_p == pytest.approx(stats.norm.sf(found.overdispersion_t))


def test_level_and_reference():
    found = rates(small(), family="poisson", level=0.9, reference="a").table.set_index("group")
    assert found.loc["a", "ci_high"] == close(80 * np.exp(1.644853627 / 4))
    assert found.loc["a", "rate_ratio"] == 1
    assert found.loc["b", "rate_ratio"] == pytest.approx(1 / 8)
    assert rates(small(), level=0.9).level == 0.9


def test_columns_have_other_names():
    data = small().rename(columns={"n": "k", "tokens": "words", "case_id": "who"})
    found = rates(data, count="k", exposure="words", group="who", family="poisson")
    assert found.table.equals(rates(small(), family="poisson").table)


def test_overdispersion_chooses_the_family():
    assert rates(mentions()).family == "poisson"
    wild = rates(mentions(size=1.5))
    assert wild.family == "negative binomial"
    assert wild.overdispersion_p < 0.001
    assert wild.pearson_per_df > 1.5
    assert wild.title.startswith("Mentions per 1,000 words (negative binomial; over-dispersion p")
    assert repr(wild).startswith(wild.title)
    # The test's level is a choice.
    assert rates(mentions(size=1.5), alpha=0).family == "poisson"
    assert rates(mentions(), alpha=1).family == "negative binomial"


def test_negative_binomial_is_statsmodels(capsys):
    data = mentions(size=1.5)
    design = pd.get_dummies(data["case_id"]).astype(float)
    model = sm.NegativeBinomial(data["n"], design, exposure=data["tokens"]).fit(disp=0)
    result = rates(data, family="negative binomial")
    assert capsys.readouterr().out == ""
    found = result.table.set_index("group")
    for name in ("a", "b"):
        assert found.loc[name, "rate_per_1000"] == pytest.approx(
            1000 * np.exp(model.params[name]), rel=1e-3
        )
        # The interval is wider than Poisson's.
        n = found.loc[name, "mentions"]
        assert np.log(found.loc[name, "ci_high"] / found.loc[name, "rate_per_1000"]) > 2.5 / n**0.5
        width = np.log(found.loc[name, "ci_high"] / found.loc[name, "rate_per_1000"])
        assert width == pytest.approx(1.96 * model.bse[name], rel=0.01)
    reference = found.index[found["rate_ratio"] == 1][0]
    other = "b" if reference == "a" else "a"
    wanted = np.exp(model.params[other] - model.params[reference])
    assert found.loc[other, "rate_ratio"] == pytest.approx(wanted, rel=1e-3)
    null = sm.NegativeBinomial(data["n"], np.ones(len(data)), exposure=data["tokens"]).fit(disp=0)
    assert result.likelihood_ratio == pytest.approx(2 * (model.llf - null.llf), rel=0.1)


def test_what_the_fit_warns_of_is_not_shown():
    # Without any spread α is at its limit, and statsmodels warns of the errors it cannot give.
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = rates(small(n=[1] * 4), family="negative binomial")
    assert [warning for warning in told if "Hessian" in str(warning.message)] == []
    assert found.table["rate_per_1000"].tolist() == close([10, 5])


def test_a_group_without_mentions_keeps_an_exact_limit():
    data = pd.DataFrame({"case_id": ["a", "a", "b"], "n": [3, 2, 0], "tokens": [100, 100, 200]})
    found = rates(data, family="poisson", reference="a")
    b = found.table.set_index("group").loc["b"]
    assert (b["rate_per_1000"], b["ci_low"]) == (0, 0)
    assert b["ci_high"] == pytest.approx(1000 * -np.log(0.05) / 200)
    assert b["rate_ratio"] == 0
    assert b[["ratio_low", "ratio_high", "p"]].isna().all()
    # One group alone is modelled: nothing to compare.
    assert (found.likelihood_ratio, found.likelihood_ratio_p) == (0, 1)
    # If it is the reference there are no ratios.
    ratios = rates(data, family="poisson", reference="b").table
    assert ratios[["rate_ratio", "ratio_low", "ratio_high", "p"]].isna().all().all()


def test_one_mention_is_enough_for_a_model():
    data = small(n=[6, 10, 1, 0])
    found = rates(data, family="poisson", reference="a").table.set_index("group")
    assert found.loc["b", "ci_low"] == close(2.5 * np.exp(-1.959963985))
    assert found.loc["b", "p"] > 0


def test_rows_without_a_group_belong_to_none():
    data = pd.concat([small(), small().assign(case_id=None)], ignore_index=True)
    found = rates(data[:5], family="poisson", reference="a")
    assert found.table["mentions"].tolist() == [16, 4]


@pytest.mark.parametrize(
    ("data", "options", "error", "message"),
    [
        ({"n": [1, 2, 3], "tokens": [1, 0, 1]}, {}, DataError, "'tokens' must be above 0"),
        ({"n": [1, 2, 3], "tokens": [1, None, 1]}, {}, DataError, "'tokens' must be above 0"),
        ({"n": [1, -2, 3], "tokens": [1, 1, 1]}, {}, DataError, "'n' has a negative or missing"),
        ({"n": [1, None, 3], "tokens": [1, 1, 1]}, {}, DataError, "'n' has a negative or missing"),
        ({"n": [0, 0, 0], "tokens": [1, 1, 1]}, {}, DataError, "no paragraph has a mention"),
        ({"n": [1, 2], "tokens": [1, 1]}, {}, DataError, "at least three rows; there are 2"),
        ({"n": [1, 2, 3]}, {}, DataError, "no column 'tokens'"),
        ({"n": [1, 2, 3], "tokens": 1}, {"family": "x"}, ParameterError,
         "family is 'x'; allowed: 'auto', 'poisson', 'negative binomial'"),
        ({"n": [1, 2, 3], "tokens": 1}, {"level": 1}, ParameterError, "level is 1; allowed: above"),
        ({"n": [1, 2, 3], "tokens": 1}, {"level": 0}, ParameterError, "level is 0; allowed: above"),
        ({"n": [1, 2, 3], "tokens": 1}, {"reference": "q"}, ParameterError,
         "reference is 'q'; no row has this group"),
    ],
)  # fmt: skip
def test_refuses(data, options, error, message):
    with pytest.raises(error, match=message):
        rates(pd.DataFrame(data).assign(case_id="a"), **options)


def test_refuses_rows_without_any_group():
    with pytest.raises(DataError, match="column 'case_id' names no group"):
        rates(small(case_id=[None] * 4))


def test_three_rows_are_enough():
    assert rates(small()[:3], family="poisson").table["mentions"].tolist() == [16, 3]
