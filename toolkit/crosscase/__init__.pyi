from . import (
    agreement as agreement,
)
from . import (
    comparison as comparison,
)
from . import (
    exhibits as exhibits,
)
from . import (
    keywords as keywords,
)
from . import (
    literature as literature,
)
from . import (
    network as network,
)
from . import (
    paper as paper,
)
from . import (
    plots as plots,
)
from . import (
    process_tracing as process_tracing,
)
from . import (
    qca as qca,
)
from . import (
    refi as refi,
)
from . import (
    reproduction as reproduction,
)
from . import (
    robustness as robustness,
)
from . import (
    scorecard as scorecard,
)
from . import (
    study as study,
)
from . import (
    texts as texts,
)
from .comparison import claims as claims
from .comparison import judge as judge
from .comparison import support_matrix as support_matrix
from .exhibits import publish as publish
from .robustness import dossier as dossier
from .study import Study as Study

__version__: str
