"""Makes the shipped model from the corpus: `python -m training …`.

Two teachers (MPNet) are trained, each on half of the articles, and label the other half; the
student (MiniLM) learns from the gold and from them, and goes on with another order of the articles.
The mean of both is written as the package runs it, and its decoding is fitted on the articles held
out. What is done is not done again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from training import data

TEACHER = ["--epochs", "3", "--rate", "8e-5", "--batch", "8", "--processes", "1"]
STUDENT = ["--epochs", "6", "--rate", "3e-4"]
FINER = ["--epochs", "2", "--rate", "1.5e-4", "--seed", "7"]


def main() -> None:
    """Parse the arguments and run the steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="PolNeAR's train.jsonl")
    parser.add_argument("--student", type=Path, required=True, help="folder with MiniLM-L6")
    parser.add_argument("--teacher", type=Path, required=True, help="folder with MPNet")
    parser.add_argument("--out", type=Path, required=True, help="folder for all that is made")
    given = parser.parse_args()
    out = given.out
    read = ["--corpus", given.corpus, "--tokenizer", given.student / "tokenizer.json"]
    read += ["--cache", out / "cache"]
    soft, model = out / "soft.npz", out / "model"
    teachers = [out / f"teacher-{half}" for half in range(2)]
    if not soft.exists():
        # Parsed once, before both train at once: on a CPU each takes a core.
        data.training_articles(data.arguments(None).parse_args([*map(str, read)]))
        both = [
            start(
                "train", *read, "--encoder", given.teacher, "--out", teacher, "--half", half,
                "--resume", *TEACHER,
            )
            for half, teacher in enumerate(teachers)
        ]  # fmt: skip
        ended = [one.wait() for one in both]
        if any(ended):
            raise SystemExit("a teacher could not be trained")
        run("teach", *read, "--teachers", *teachers, "--out", soft)
    students = [out / "student", out / "student-finer"]
    learn = ["train", *read, "--encoder", given.student, "--soft", soft, "--resume"]
    run(*learn, "--out", students[0], *STUDENT)
    run(*learn, "--out", students[1], "--start", students[0], *FINER)
    run("export", "--weights", *students, "--encoder", given.student, "--out", model)
    run("calibrate", "--model", model, "--corpus", given.corpus)


def start(step: object, *arguments: object) -> subprocess.Popen[bytes]:
    """A step of the training, begun."""
    return subprocess.Popen([sys.executable, "-m", f"training.{step}", *map(str, arguments)])


def run(step: object, *arguments: object) -> None:
    """A step of the training, done."""
    if status := start(step, *arguments).wait():
        raise SystemExit(f"training.{step} ended with status {status}")


if __name__ == "__main__":
    main()
