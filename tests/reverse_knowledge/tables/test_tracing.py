"""Tables on tests, rivals, negative cases, informants and key words, counted by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from crosscase import process_tracing
from crosscase.comparison import Claim, from_wide, support_matrix
from crosscase.keywords import Corpus, Counts
from crosscase.process_tracing import Posterior
from crosscase.robustness import Check, codes_by_interview, negative_cases, weight_of_evidence
from crosscase.study import Study
from reverse_knowledge.tables import tracing

# Likelihoods of 10 to 1 are worth 10 dB, whatever the tests are about.
ROWS = [
    ("t3", "B", 1, "Third", False, 0.9, 0.5, None),
    ("t2", "A", 2, "Second", True, 0.5, 0.05, "e2; e3"),
    ("t1", "A", 1, "First", True, 1.0, 0.1, "e1"),
]
COLUMNS = [
    "test_id", "proposition_id", "order", "test", "observed", "p_e_h", "p_e_not_h", "evidence_ids",
]  # fmt: skip


@pytest.fixture
def tests() -> dict[str, pd.DataFrame]:
    return tracing.by_assumption(pd.DataFrame(ROWS, columns=COLUMNS))


@pytest.fixture
def traced(tests: dict[str, pd.DataFrame]) -> dict[str, Posterior]:
    return {name: process_tracing.weigh(part) for name, part in tests.items()}


def test_tests_are_sorted_by_assumption_and_order(tests: dict[str, pd.DataFrame]) -> None:
    assert {name: part["test_id"].tolist() for name, part in tests.items()} == {
        "A": ["t1", "t2"], "B": ["t3"],
    }  # fmt: skip


def test_each_test_is_shown_with_its_kind_and_weight(
    tests: dict[str, pd.DataFrame], traced: dict[str, Posterior]
) -> None:
    shown = tracing.weights(tests, traced)
    assert shown.table.index.tolist() == ["t1", "t2", "t3"]
    assert shown.table.loc["t2", ["proposition_id", "test", "observed"]].tolist() == [
        "A", "Second", True,
    ]  # fmt: skip
    assert shown.table["kind"].tolist() == ["doubly decisive", "smoking gun", "hoop"]
    # A hoop that is missed: 10 log10 of 0.1 to 0.5.
    assert shown.table["weight_db"].round(2).tolist() == [10.0, 10.0, -6.99]
    assert shown.evidence == {("t1", "observed"): ["e1"], ("t2", "observed"): ["e2", "e3"]}
    assert shown.digits == {"p_e_h": 2, "p_e_not_h": 2, "weight_db": 1}
    assert set(shown.names) == {"test", "weight_db"}


def test_what_hangs_on_each_test(tests: dict[str, pd.DataFrame]) -> None:
    weighed = [weight_of_evidence(part, name) for name, part in tests.items()]
    shown = tracing.what_hangs(weighed)
    assert shown.table["proposition_id"].to_dict() == {"t1": "A", "t2": "A", "t3": "B"}
    # Without one of two tests of 10 dB each, odds of 10 to 1 are left.
    assert shown.table["without"].round(3).tolist() == [0.909, 0.909, 0.5]
    assert shown.table["depends"].tolist() == [True, True, False]
    assert shown.names["depends"] == "Verdict hangs on it"
    assert set(shown.names) <= set(shown.table.columns)
    assert shown.digits == {"weight_db": 1, "without": 2, "low": 2, "high": 2}


def test_probabilities_by_what_was_believed_before(traced: dict[str, Posterior]) -> None:
    shown = tracing.by_prior(traced, [0.1, 0.5])
    assert shown.table.columns.tolist() == ["prior 0.1", "prior 0.5"]
    assert shown.table.index.name == "assumption"
    # 20 dB take odds of 1 to 9 to 100 to 9, and even odds to 100 to 1.
    assert shown.table.loc["A"].round(3).tolist() == [0.917, 0.990]
    assert shown.digits == 2


@pytest.fixture
def told() -> pd.DataFrame:
    rows = [
        ("r1", "luck", 1, "firm", "x", "main"),
        ("r2", "luck", 1, "firm", "x", "blog"),
        ("r3", "luck", -1, "blanket", None, "main"),
        ("r4", "price", 1, "blanket", "y", "main"),
        ("r5", "aid", 1, "joint", "z", "blog"),
        ("r6", "aid", 1, "blanket", "y", "blog"),
        ("r7", "aid", 1, "blanket", "y", "blog"),
    ]
    columns = ["rival_evidence_id", "hypothesis_id", "stance", "specificity", "informant_id"]
    return pd.DataFrame(rows, columns=[*columns, "source_id"])


def test_rivals_with_most_statements_on_a_firm_come_first(told: pd.DataFrame) -> None:
    ids = ["luck", "price", "aid"]
    names = pd.DataFrame({"hypothesis_id": ids, "hypothesis": ["Luck", "Price", "State aid"]})
    shown = tracing.rivals(told, names)
    assert shown.table.index.tolist() == ["Luck", "State aid", "Price"]
    assert shown.table.index.name == "rival"
    assert shown.table.columns.tolist()[:6] == [
        f"{side}, {kind}" for side in ("for", "against") for kind in ("firm", "joint", "blanket")
    ]
    assert shown.table.loc["Luck"].tolist() == [2, 0, 0, 0, 0, 1, 1, "blog, main"]
    assert shown.table.loc["State aid"].tolist() == [0, 1, 2, 0, 0, 0, 2, "blog"]
    assert shown.evidence["Luck", "sources"] == ["r1", "r2", "r3"]  # type: ignore[index]


def negative(proposition: str, wide: pd.DataFrame) -> Check:
    claim = Claim(f"{proposition}/failures", proposition, absent_in=("c",))
    matrix = support_matrix(from_wide(wide), list("abcd"))
    return negative_cases(matrix, claim, {"a": 1, "b": 1, "c": 0, "d": 0})


def test_firms_are_sorted_by_assumption_and_outcome() -> None:
    wide = pd.DataFrame({"P": [1, -1, -1, 1], "Q": [None, 1, None, None]}, index=list("abcd"))
    shown = tracing.case_kinds([negative("P", wide), negative("Q", wide)])
    assert shown.table["P"].to_dict() == {
        "a": "typical",
        "b": "success without it",
        "c": "absent, no success",
        "d": "present, no success",
    }
    assert shown.table["Q"].tolist() == ["silent or unclear", "typical"] + 2 * ["silent or unclear"]
    assert shown.table.index.name == "firm"
    assert shown.names == {"firm": "Firm"}
    assert shown.evidence["b", "P"] == ("b:P",)  # type: ignore[index]
    assert shown.evidence["a", "Q"] == ()  # type: ignore[index]


@pytest.fixture
def quoted() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "informant_id": ["head_of_sales", "cfo", "head_of_sales"],
            "evidence_id": ["e1", "e2", "e3"],
            "code": ["hub", "hub", "spoke"],
        }
    )


def test_informants_are_shown_with_what_they_say(quoted: pd.DataFrame) -> None:
    codes = codes_by_interview(quoted, interview="informant_id")
    shown = tracing.informants(codes, quoted)
    assert shown.table.to_dict("list") == {
        "interview": ["head of sales", "cfo"],
        "codings": [2, 1],
        "codes": [2, 1],
        "new_codes": [2, 0],
        "cumulative_codes": [2, 2],
    }
    assert shown.evidence == {
        ("head of sales", "codes"): ["e1", "e3"], ("cfo", "codes"): ["e2"],
    }  # fmt: skip
    assert shown.names["interview"] == "Informant"
    assert set(shown.names) < set(shown.table.columns)


def prose() -> Corpus:
    """One paragraph of theory, two of findings, one of neither."""
    sections = ["2.1", "4", "4.2", "24"]
    ids = [f"main:{section}" for section in sections]
    found = [
        (0, "client", 2),
        (1, "client", 1),
        (2, "client", 3),
        (3, "client", 9),
        (0, "partner", 1),
    ]
    phrases = pd.DataFrame(
        [(ids[at], "key word", word, word, n, 0) for at, word, n in found],
        columns=["paragraph_id", "layer", "form", "match", "n", "nested"],
    )
    counts = Counts(sparse.csr_array((4, 0)), np.array([], object), np.array(ids, object))
    return Corpus(pd.DataFrame({"paragraph_id": ids, "section": sections}), counts, phrases)


def test_key_words_are_counted_in_findings_and_theory_by_assumption() -> None:
    rows = [
        ("k1", "key word", "customers", "client", "client"),
        ("k2", "key word", "customers", "Client", "client"),  # the same in another cell
        ("k3", "key word", "co_operation", "partner", "partner"),
        ("k4", "key word", "co_operation", "lab", "lab"),
        ("k5", "construct", "host_country", "client", "client base"),
        ("k6", "key word", "elsewhere", "port", "port"),
    ]
    columns = ["code_id", "construct_type", "topic_id", "term", "term_lower"]
    found = tracing.key_words(pd.DataFrame(rows, columns=columns), prose())
    counted = ["keyword", "count_findings", "count_theory"]
    assert {name: part[counted].to_numpy().tolist() for name, part in found.items()} == {
        "APA2-1": [["client", 4, 2]],
        "APA2-2": [["partner", 0, 1], ["lab", 0, 0]],
    }


def verdict(claim: str, holds: bool | None, statistic: float = 0.0) -> Check:
    return Check("x", claim, holds, statistic, 0.95, 0.0, pd.DataFrame(), "So.", "Yin")


def test_numbers_count_tests_statements_codes_and_checks_that_hold(
    told: pd.DataFrame, quoted: pd.DataFrame
) -> None:
    tables = {
        "process_tests": pd.DataFrame(ROWS, columns=COLUMNS),
        "rivals": pd.DataFrame({"hypothesis_id": ["luck", "price", "aid"]}),
        "rival_evidence": told,
    }
    more = pd.DataFrame({"informant_id": ["ceo"], "evidence_id": ["e4"], "code": ["screen"]})
    codes = codes_by_interview(pd.concat([quoted, more]), interview="informant_id")
    checks = {"n_claims_triangulated": [verdict("a", True), verdict("b", None), verdict("c", True)]}
    found = tracing.numbers(SimpleNamespace(table=tables.get), codes, 1, checks)  # type: ignore[arg-type]
    assert {key: number.value for key, number in found.items()} == {
        "n_process_tests": 3,
        "n_process_tests_seen": 2,
        "tracing_n_rivals": 3,
        "n_rival_statements": 7,
        "n_rival_statements_firm": 2,
        "tracing_n_informants_quoted": 3,
        "n_codes_of_informants": 3,
        "n_new_codes_last_run": 1,
        "n_claims_triangulated": 2,
    }
    assert found["tracing_n_rivals"].title == "rivals"
    assert found["n_claims_triangulated"].title == "claims triangulated"


def test_posteriors_are_named_after_the_assumption() -> None:
    found = tracing.posteriors([verdict("APA2-1", None, 0.281)])
    assert list(found) == ["posterior_apa2_1"]
    number = found["posterior_apa2_1"]
    assert (number.value, number.digits) == (0.281, 2)
    assert number.title == "probability of APA2-1 after all tests"


def test_tests_and_rivals_of_the_study(flagship: Study) -> None:
    tests = tracing.by_assumption(flagship.process_tests)
    assert list(tests) == ["APA1", "APA2-1", "APA5"]
    assert sum(map(len, tests.values())) == 13
    rivals = tracing.rivals(flagship.rival_evidence, flagship.rivals).table
    assert len(rivals) == 19
    assert rivals.index[0] == "Price and cost innovation"
    assert rivals["for, firm"].iloc[0] == 6
