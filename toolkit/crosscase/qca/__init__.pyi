from .calibration import calibrate as calibrate
from .calibration import find_thresholds as find_thresholds
from .case_selection import case_pairs as case_pairs
from .case_selection import case_types as case_types
from .clusters import cluster_diagnostics as cluster_diagnostics
from .counterfactuals import (
    contradictory_assumptions as contradictory_assumptions,
)
from .counterfactuals import (
    find_rows as find_rows,
)
from .counterfactuals import (
    simultaneous_subset_rows as simultaneous_subset_rows,
)
from .counterfactuals import (
    untenable_assumptions as untenable_assumptions,
)
from .engine.solve import minimize_rows as minimize_rows
from .evaluation import (
    fit as fit,
)
from .evaluation import (
    necessity as necessity,
)
from .evaluation import (
    subset_search as subset_search,
)
from .evaluation import (
    superset_search as superset_search,
)
from .minimization import Solutions as Solutions
from .minimization import minimize as minimize
from .theories import theory_evaluation as theory_evaluation
from .truth_tables import TruthTable as TruthTable
from .truth_tables import truth_table as truth_table
