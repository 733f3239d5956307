"""What a study's notebooks are run as.

A notebook says in the cell tagged ``parameters`` what can be set, as papermill has it::

    case = "north"
    include_blanket = True

It is run once with these values, or, where ``notebooks/runs.toml`` lists it, once for each entry::

    ["10_describe_single_case"]
    runs = [{case = "north"}, {case = "south"}]

What is given for all notebooks (``-p include_blanket=false``) goes to those that declare it; what
``runs.toml`` fixes for a run comes before it.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosscase.errors import DataError, ParameterError
from crosscase.exhibits.folder import ExhibitFolder

__all__ = ["Run", "chosen_runs", "planned_runs", "read_notebook"]

# Words for Python's literals that people write on a command line.
_LITERALS = {"true": "True", "false": "False", "none": "None", "null": "None"}


@dataclass(frozen=True)
class Run:
    """One notebook with the parameters it is run with.

    Parameters
    ----------
    notebook : Path
        The file.
    name : str
        The notebook's name, and what ``runs.toml`` fixes where it is run several times:
        ``10_describe_single_case--south``.
    parameters : mapping
        What is given; papermill puts it in a cell of its own below the defaults.
    defaults : mapping
        What the notebook itself assigns.
    """

    notebook: Path
    name: str
    parameters: Mapping[str, Any]
    defaults: Mapping[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """The parameters as the notebook sees them: defaults, then what was given."""
        return {**self.defaults, **self.parameters}


def planned_runs(root: Path, given: Mapping[str, Any] | None = None) -> list[Run]:
    """Return the runs of a study, in the order of their notebooks' names.

    Parameters
    ----------
    root : Path
        Folder of the study.
    given : mapping of str to str or value, optional
        Parameters for every notebook that declares them. A text is read in the type of the
        notebook's default: ``"0.5"`` as a number, ``"a,b"`` as a list.

    Returns
    -------
    list of Run

    Raises
    ------
    DataError
        If there is no notebook, or one or ``runs.toml`` cannot be read.
    ParameterError
        If no notebook declares a given parameter, or its value is of another type.
    """
    # Names that begin with a dot or an underscore are checkpoints and drafts.
    found = sorted((root / "notebooks").glob("[!._]*.ipynb"))
    if not found:
        raise DataError(f"{root.name}/notebooks: no notebook there; 'crosscase new' makes a start")
    declared = {path: _defaults(path) for path in found}
    known = sorted({name for defaults in declared.values() for name in defaults})
    for name in given or {}:
        if name not in known:
            raise ParameterError(
                f"no notebook has a parameter {name!r}; parameters: {', '.join(known)}"
            )
    several = _several(root / "notebooks" / "runs.toml", {path.stem for path in found})
    runs: dict[str, Run] = {}
    for path, defaults in declared.items():
        for run in _runs(path, defaults, given or {}, several.get(path.stem, [{}])):
            if run.name in runs:
                raise DataError(f"notebooks/runs.toml: {run.name} is listed twice; leave one out")
            runs[run.name] = run
    return list(runs.values())


def chosen_runs(runs: Sequence[Run], only: Sequence[str], baseline: ExhibitFolder) -> list[Run]:
    """Return the runs that make what `only` names; all where it names nothing.

    A notebook is run as a whole: an exhibit knows its notebook, not which of several runs made
    it, so that one run alone could not be told from the others when it takes its place in the
    baseline.

    Parameters
    ----------
    runs : sequence of Run
    only : sequence of str
        Names of notebooks (with or without ``.ipynb``) or of runs; ids of exhibits, keys of
        numbers or verdicts.
    baseline : ExhibitFolder
        Where exhibits, numbers and verdicts say which notebook made them.

    Returns
    -------
    list of Run

    Raises
    ------
    ParameterError
        If a name is none of these.
    """
    if not only:
        return list(runs)
    homes = _homes(baseline)
    homes |= {run.name: run.notebook.stem for run in runs}
    homes |= {run.notebook.stem: run.notebook.stem for run in runs}
    wanted = set()
    for item in only:
        name = item.removesuffix(".ipynb")
        if name not in homes:
            known = ", ".join(dict.fromkeys(run.notebook.stem for run in runs))
            raise ParameterError(
                f"--only {item}: neither an exhibit of the baseline nor a notebook; "
                f"notebooks: {known}"
            )
        wanted.add(homes[name])
    return [run for run in runs if run.notebook.stem in wanted]


def read_notebook(path: Path) -> dict[str, Any]:
    """Return a notebook as parsed JSON.

    Raises
    ------
    DataError
        If it is none.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(notebook.get("cells"), list):
            raise ValueError("it has no cells")
    except (ValueError, AttributeError) as error:
        raise DataError(f"notebooks/{path.name}: not a notebook ({error})") from None
    return dict(notebook)


def _homes(baseline: ExhibitFolder) -> dict[str, str]:
    """Return for each exhibit, number and verdict the notebook that made it."""
    entries = {**baseline.verdicts, **baseline.numbers}
    entries |= {id: baseline.facts(id) for id in baseline.ids}
    return {name: entry.get("notebook", "") for name, entry in entries.items()}


def _runs(
    path: Path,
    defaults: Mapping[str, Any],
    given: Mapping[str, Any],
    several: Sequence[Mapping[str, Any]],
) -> Iterator[Run]:
    typed = {
        name: _typed(name, value, defaults[name])
        for name, value in given.items()
        if name in defaults
    }
    for fixed in several:
        unknown = sorted(set(fixed) - set(defaults))
        if unknown:
            raise DataError(
                f"notebooks/runs.toml: {path.stem} has no parameter {unknown[0]!r}; "
                f"its parameters: {', '.join(defaults)}"
            )
        suffix = "".join(f"--{value}" for value in fixed.values())
        yield Run(path, f"{path.stem}{suffix}", {**typed, **fixed}, defaults)


def _several(path: Path, stems: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Return what ``runs.toml`` lists: notebook → the parameters of each of its runs."""
    if not path.is_file():
        return {}
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"notebooks/runs.toml: not TOML ({error})") from None
    for stem, entry in listed.items():
        if stem not in stems:
            raise DataError(
                f"notebooks/runs.toml: no notebook {stem!r}; give the name without .ipynb"
            )
        if not isinstance(entry, dict) or not isinstance(entry.get("runs"), list):
            raise DataError(f"notebooks/runs.toml: {stem}: give runs = [{{name = value}}, ...]")
    return {stem: entry["runs"] for stem, entry in listed.items()}


def _defaults(path: Path) -> dict[str, Any]:
    """Return the literals that the first cell tagged `parameters` assigns."""
    sources = (
        "".join(cell["source"])
        for cell in read_notebook(path)["cells"]
        if "parameters" in cell.get("metadata", {}).get("tags", [])
    )
    try:
        body = ast.parse(next(sources, "")).body
    except SyntaxError as error:
        raise DataError(f"notebooks/{path.name}: its parameters cell: {error.msg}") from None
    values = {}
    for name, value in _assignments(body):
        try:
            values[name] = ast.literal_eval(value)
        except ValueError:
            raise DataError(
                f"notebooks/{path.name}: parameter {name!r} is computed; parameters are "
                "literals (numbers, texts, lists), so that they can be replaced"
            ) from None
    return values


def _assignments(body: Sequence[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """Yield name and value of ``name = value`` and ``name: type = value``."""
    for node in body:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        else:
            continue
        if isinstance(target, ast.Name) and node.value is not None:
            yield target.id, node.value


def _typed(name: str, value: Any, default: Any) -> Any:
    """Read a parameter given as text in the type of its default."""
    if not isinstance(value, str) or isinstance(default, str):
        return value
    read = _literal(value)
    if isinstance(default, list | tuple):
        listed = isinstance(read, list | tuple)
        inner = value.strip().removeprefix("[").removesuffix("]")  # "[true, false]" is no Python
        parts = list(read) if listed else [p.strip() for p in inner.split(",") if p.strip()]
        return _parts(name, parts, default)
    if isinstance(default, float) and type(read) is int:
        read = float(read)
    # By type and not by isinstance: to Python true is a whole number, to a reader it is none.
    if default is not None and type(read) is not type(default):
        raise ParameterError(
            f"parameter {name}: {value!r} is not of the type of its default {default!r}; "
            f"give a {type(default).__name__}"
        )
    return list(read) if isinstance(read, tuple) else read


def _parts(name: str, parts: list[Any], default: Sequence[Any]) -> list[Any]:
    """Read the parts of a list in the type of those of its default.

    One level where the default has several, ``-p include_blanket=false`` for ``[True, False]``, is
    a list of that one; one list where it has lists, a list of that list.
    """
    kinds = {type(part) for part in default}
    if kinds == {list}:
        return parts if all(isinstance(part, list) for part in parts) else [parts]
    example = 0.5 if kinds == {int, float} else next(iter(default), "")
    if isinstance(example, str) or not (len(kinds) == 1 or kinds == {int, float}):
        return parts
    texts = [part if isinstance(part, str) else repr(part) for part in parts]
    return [_typed(name, text, example) for text in texts]


def _literal(text: str) -> Any:
    """Return the value that a text writes out; the text itself where it writes none."""
    try:
        return ast.literal_eval(_LITERALS.get(text.lower(), text))
    except (ValueError, SyntaxError):
        return text
