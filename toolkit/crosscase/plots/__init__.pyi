from . import (
    axes as axes,
)
from . import (
    charts as charts,
)
from . import (
    diagrams as diagrams,
)
from . import (
    drawing as drawing,
)
from . import (
    matrix as matrix,
)
from . import (
    multiverse as multiverse,
)
from . import (
    qca as qca,
)
from . import (
    robustness as robustness,
)
from . import (
    style as style,
)
from . import (
    words as words,
)
