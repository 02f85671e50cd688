"""The main job: the articles in articles/ become a release in releases/.

`claims build` with these defaults; inputs and options given here take their place
(`python build_dataset.py --help` lists them).
"""

import sys
from pathlib import Path

from claims.cli import main

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    defaults = {"inputs": [str(HERE / "articles")], "out": str(HERE / "releases")}
    main(["build", *sys.argv[1:]], default_map={"build": defaults})
