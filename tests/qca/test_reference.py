"""QCA against R's QCA 3.25.1 and an independent enumeration (tests/reference/qca/ORIGIN.md)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from crosscase import qca
from crosscase.qca.engine.configurations import row_number, row_values
from crosscase.qca.engine.literals import Vocabulary
from crosscase.qca.engine.solve import minimize_rows

HERE = Path(__file__).parents[1] / "reference" / "qca"
FIT = 1e-6  # the references carry eleven digits


def lines(name):
    return [json.loads(line) for line in (HERE / name).read_text().splitlines()]


def lipset():
    for name in ("lipset_crisp", "lipset_multi_value", "lipset_fuzzy"):
        for run in json.loads((HERE / f"{name}.json").read_text())["runs"]:
            cut = run["params"]["incl.cut"]
            yield pytest.param(name, run, id=f"{name} {run['outcome']} {cut}")


def analyses():
    """Every analysis as (data, outcome, conditions, expectations, reference)."""
    for param in lipset():
        name, run = param.values
        data = pd.read_csv(HERE / f"{name}.csv", index_col="case")
        expected = {c: n - 1 for c, n in zip(run["conditions"], run["levels"], strict=True)}
        yield pytest.param(data, run["outcome"], expected, run, id=param.id)
    for case in lines("fuzzy.jsonl"):
        data = pd.DataFrame(case["X"], columns=case["conditions"]).assign(Y=case["Y"])
        data.index = [f"c{i + 1}" for i in range(len(data))]
        yield pytest.param(data, "Y", dict.fromkeys(case["conditions"], 1), case, id=case["id"])


def table_of(data, outcome, expected, reference):
    params = reference["params"]
    return qca.truth_table(
        data, outcome=outcome, conditions=list(expected), incl_cut=params["incl.cut"],
        n_cut=params["n.cut"], pri_cut=params["pri.cut"],
    )  # fmt: skip


def sorted_models(models):
    return sorted(tuple(sorted(model)) for model in models)


def agree(found, reference):
    """Models are equal, and the fit of each term and model to 1e-6."""
    assert list(found.models) == sorted_models(reference["models"])
    fits = {tuple(sorted(m)): f for m, f in zip(reference["models"], reference["fit"], strict=True)}
    for number, model in enumerate(found.models, start=1):
        rows = found.table[found.table["model"] == f"M{number}"].set_index("term")
        whole = fits[model]["solution"]
        for name in ("inclS", "PRI", "covS"):
            assert rows.loc["model", name] == pytest.approx(whole[name], abs=FIT)
        for term in fits[model]["terms"]:
            for name in ("inclS", "PRI", "covS", "covU"):
                value = float("nan") if term[name] is None else term[name]
                found_value = rows.loc[term["term"], name]
                assert found_value == pytest.approx(value, abs=FIT, nan_ok=True)


@pytest.mark.parametrize(("data", "outcome", "expected", "reference"), list(analyses()))
class TestAnalysis:
    def test_truth_table(self, data, outcome, expected, reference):
        table = table_of(data, outcome, expected, reference)
        assert len(table.rows) == len(reference["truth_table"])
        for row, other in zip(table.rows, reference["truth_table"], strict=True):
            assert (row.number, list(row.values), row.out, row.n, ",".join(row.cases)) == (
                other["row"], other["values"], other["OUT"], other["n"], other["cases"],
            )  # fmt: skip
            assert row.incl == pytest.approx(other["incl"], abs=FIT)
            assert row.pri == pytest.approx(other["PRI"], abs=FIT)

    def test_conservative(self, data, outcome, expected, reference):
        found = qca.minimize(table_of(data, outcome, expected, reference))
        if "models" not in reference["conservative"]:
            assert reference["conservative"]["note"] == "no positive rows"
            assert (found.models, "no row has OUT = 1" in found.notes[0]) == ((), True)
            return
        agree(found, reference["conservative"])

    def test_parsimonious(self, data, outcome, expected, reference):
        found = qca.minimize(table_of(data, outcome, expected, reference), include="?")
        if "models" not in reference["parsimonious"]:
            assert found.models == ()
            return
        agree(found, reference["parsimonious"])
        rows = reference["parsimonious"]["simplifying_assumption_rows"].values()
        wanted = {
            tuple(sorted(m)): r
            for m, r in zip(reference["parsimonious"]["models"], rows, strict=True)
        }
        levels = found.truth_table.levels
        for model, cubes in zip(found.models, found.assumption_cubes, strict=True):
            assert [row_number(cube, levels) for cube in cubes] == wanted[model]
        counts = [len(cubes) for cubes in found.assumption_cubes]
        assert list(found.assumption_counts) == counts

    def test_intermediate(self, data, outcome, expected, reference):
        table = table_of(data, outcome, expected, reference)
        found = qca.minimize(table, include="?", dir_exp=expected)
        pairs = reference["intermediate"]
        if "C1P1" not in pairs:  # no positive rows, or R did not finish (f08)
            assert bool(found.models) == ("error" in pairs)
            return
        wanted = {m for pair in pairs.values() for m in sorted_models(pair["models"])}
        assert list(found.models) == sorted(wanted)
        mine = found.counterfactuals.set_index(["conservative", "parsimonious"])
        assert len(mine) == len(pairs)
        for pair in pairs.values():
            key = (" + ".join(sorted(pair["c_sol"])), " + ".join(sorted(pair["p_sol"])))
            row = mine.loc[key]
            assert row["easy"] == pair["easy_counterfactuals"]
            assert row["difficult"] == pair["difficult_counterfactuals"]
            models = [" + ".join(model) for model in sorted_models(pair["models"])]
            assert row["intermediate"] == sorted(models)

    def test_necessity(self, data, outcome, expected, reference):
        if "necessity" in reference:
            wanted = reference["necessity"]
        else:
            name = next(p.values[0] for p in lipset() if p.values[1] == reference)
            both = json.loads((HERE / f"{name}.json").read_text())["necessity"]
            wanted = both["negated_outcome" if outcome.startswith("~") else "outcome"]
        found = qca.necessity(data, outcome=outcome, conditions=list(expected)).table
        assert found["term"].tolist() == [row["term"] for row in wanted]
        for name in ("inclN", "RoN", "covN"):
            assert found[name].tolist() == pytest.approx([row[name] for row in wanted], abs=FIT)


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c["id"]) for f in ("binary", "mv") for c in lines(f + ".jsonl")],
)
@pytest.mark.parametrize("kind", ["conservative", "parsimonious"])
def test_random_rows(case, kind):
    levels = case["levels"]
    words = Vocabulary(tuple(case["conditions"]), tuple(levels))
    ones = [row_values(n, levels) for n in case["ones"]]
    zeros = [row_values(n, levels) for n in case["zeros"]] if kind == "parsimonious" else None
    found = minimize_rows(ones, zeros, levels, cap=4000)
    models = sorted(written(words, case, model) for model in found.models)
    exact = case[f"{kind}_exact_check"]
    assert len(found.primes) == exact["n_prime_implicants"]
    if "n_models" in exact:
        assert (found.size, found.bound, len(models)) == (
            exact["min_terms"], exact["min_terms"], exact["n_models"],
        )  # fmt: skip
        assert found.complete
    if "models" in exact:
        assert models == sorted_models(exact["models"])
    peer = case[kind]
    if "models" in peer:  # R lists the first 300 models here
        assert set(sorted_models(peer["models"])) <= set(models)
        assert len(models) == peer["n_models"]


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c["id"]) for f in ("binary", "mv") for c in lines(f + ".jsonl")],
)
@pytest.mark.parametrize("kind", ["conservative", "parsimonious"])
def test_all_irredundant_models(case, kind):
    peer = case[f"{kind}_all"]
    if not isinstance(peer, dict) or "models" not in peer:
        return  # R did not finish
    words = Vocabulary(tuple(case["conditions"]), tuple(case["levels"]))
    ones = [row_values(n, case["levels"]) for n in case["ones"]]
    zeros = [row_values(n, case["levels"]) for n in case["zeros"]]
    zeros = zeros if kind == "parsimonious" else None
    found = minimize_rows(ones, zeros, case["levels"], all_sol=True)
    models = {written(words, case, model) for model in found.models}
    assert set(sorted_models(peer["models"])) <= models
    assert len(models) == peer["n_models"]


def written(words, case, model):
    if case["id"].startswith("m"):  # R writes every literal of these tables with its level
        names = words.conditions
        return tuple(
            sorted(
                "*".join(f"{names[c]}[{v}]" for c, v in enumerate(cube) if v >= 0) for cube in model
            )
        )
    return words.model(model)
