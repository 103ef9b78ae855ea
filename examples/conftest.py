"""The example packages are not installed in the workspace: here their tests find them where they lie."""

import sys
from pathlib import Path

sys.path[:0] = [str(source) for source in sorted(Path(__file__).parent.glob("*/src"))]
