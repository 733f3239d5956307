from . import (
    figures as figures,
)
from . import (
    tables as tables,
)
