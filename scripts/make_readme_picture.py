"""Draw the README's picture from the committed exhibit.

python scripts/make_readme_picture.py
"""

from __future__ import annotations

import json
from pathlib import Path

from crosscase.paper import svg_to_png

ROOT = Path(__file__).resolve().parent.parent
EXHIBIT = ROOT / "paper" / "exhibits" / "support_matrix_figure.json"


def main() -> None:
    """Write docs/support_matrix.png."""
    facts = json.loads(EXHIBIT.read_text(encoding="utf-8"))
    picture = svg_to_png(EXHIBIT.with_suffix(".svg"), facts["width_in"], ppi=150)
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "support_matrix.png").write_bytes(picture)


if __name__ == "__main__":
    main()
