"""Articles that kill the process that works on them: planted by way of the environment.

Every Python that is started with `planted_environment` imports the `sitecustomize` written there,
workers among them, and patches the work when that is loaded.
"""

from __future__ import annotations

import os
from pathlib import Path

WORDS = "PLANTED-TO-KILL"
SITE = f"""
import importlib.abc, importlib.machinery, os, sys

class Planted(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "claims.engine.work":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            whole = module.process

            def process(items, frames=None):
                if any({WORDS!r} in item.body.text for item in items if hasattr(item, "body")):
                    os._exit(11)
                return whole(items, frames)

            module.process = process

        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Planted())
"""


def planted_environment(folder: Path) -> dict[str, str]:
    """The environment in which an article with WORDS ends the process; `folder` is made."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SITE)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")])),
    }
