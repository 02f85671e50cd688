"""What all tests share."""

import os
import sys
import tempfile
from pathlib import Path

# `from tests.strategies import …` works wherever pytest is started from.
sys.path.insert(0, str(Path(__file__).parent.parent))

# Read when `datasets` is first imported, so it has to be set before any test module is. Nothing is
# ever fetched, and no run sees what another one, or the user, has in a cache.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"
_home = tempfile.TemporaryDirectory(prefix="hf-", ignore_cleanup_errors=True)
os.environ["HF_HOME"] = _home.name
