from . import (
    companion as companion,
)
from . import (
    matrix as matrix,
)
from . import (
    network as network,
)
from . import (
    qca as qca,
)
from . import (
    robustness as robustness,
)
from . import (
    study as study,
)
from . import (
    style as style,
)
from . import (
    words as words,
)
