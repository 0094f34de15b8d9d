#!/usr/bin/env bash
# Install the tools that judge argmap's formats into a folder: install.sh DIR. A second call is instant.
# Then ARGMAP_TOOLS_PYTHON=DIR/bin/python and ARGMAP_TOOLS_NODE=DIR let tests/formats/test_tools.py use them.
set -euo pipefail
pins=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
tools=$(cd "$1" && pwd)
state=$(cat "$pins/requirements.txt" "$pins/package-lock.json" | sha256sum)
[ "$(cat "$tools/.installed" 2>/dev/null)" = "$state" ] && exit

python3 -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$pins/requirements.txt"
cp "$pins/package.json" "$pins/package-lock.json" "$tools"
export PATH="$tools/bin:$PATH"
npm ci --prefix "$tools" --ignore-scripts --no-audit --no-fund --loglevel=error
echo "$state" >"$tools/.installed"
