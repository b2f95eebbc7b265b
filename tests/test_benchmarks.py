"""The benchmarks start as their first lines say: from the repository's root, with nothing set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# As `python benchmarks/NAME.py` would, up to what it is asked to do.
READ_EACH = """
import runpy, sys
from pathlib import Path
installed = [path for path in sys.path if path]
for script in sorted(Path("benchmarks").glob("*.py")):
    sys.path[:] = [str(script.parent), *installed]
    for name in [n for n in sys.modules if n.split(".")[0] in ("benchmarks", "training")]:
        del sys.modules[name]
    runpy.run_path(str(script), run_name="read")
    print(script.name)
"""


def test_every_benchmark_starts() -> None:
    run = subprocess.run(
        [sys.executable, "-c", READ_EACH],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) == len(list((ROOT / "benchmarks").glob("*.py")))
