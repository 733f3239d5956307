from . import (
    circulation as circulation,
)
from . import (
    configurations as configurations,
)
from . import (
    customers as customers,
)
from . import (
    key_words as key_words,
)
from . import (
    knowledge_sharing as knowledge_sharing,
)
from . import (
    practices as practices,
)
from . import (
    redrawn as redrawn,
)
from . import (
    sales_network as sales_network,
)
from . import (
    shapes as shapes,
)
from . import (
    statements as statements,
)
from . import (
    trees as trees,
)
