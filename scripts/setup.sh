#!/bin/sh
# Build the environment: every version from requirements.lock, its hashes required.
#   PYTHON=python3 sh scripts/setup.sh .venv
set -eu
venv=$1
python=${PYTHON:-python3}
unset PYTHONDONTWRITEBYTECODE

"$python" - <<'EOF' || exit 1
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit("crosscase needs Python 3.11 to 3.14; this is %d.%d. "
             "Say PYTHON=python3.12 make setup" % sys.version_info[:2])
EOF

[ -d "$venv" ] || "$python" -m venv "$venv" || {
    echo "cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2
    exit 1
}
if [ -x "$venv/Scripts/python.exe" ]; then bin="$venv/Scripts"; else bin="$venv/bin"; fi
if command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python "$bin/python" --require-hashes --compile-bytecode -r requirements.lock
    uv pip install --quiet --python "$bin/python" --no-deps --no-build-isolation -e .
else
    "$bin/python" -m pip install --quiet --require-hashes -r requirements.lock
    "$bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
fi
"$bin/python" -m compileall -q toolkit || true
"$bin/crosscase" version
