"""Writes a made-up SSDA903 return: `python -m tests.benchmarks.make_return FOLDER --children 2675 ...`."""

import argparse
from pathlib import Path

from viewpoint.demo.made_up_return import Size
from viewpoint.demo.made_up_return import make_return as write_return


def make_return(folder: Path, *, children: int, episodes: int, reviews: int, seed: int) -> None:
    """Write the five files, with exactly so many rows, for the year ending on 31 March 2026."""
    write_return(folder, Size(children=children, episodes=episodes, reviews=reviews), seed=seed)


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description="Write a made-up SSDA903 return.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--children", type=int, default=2675)
    parser.add_argument("--episodes", type=int, default=5050)
    parser.add_argument("--reviews", type=int, default=12582)
    parser.add_argument("--seed", type=int, default=903)
    asked = parser.parse_args()
    make_return(
        asked.folder,
        children=asked.children,
        episodes=asked.episodes,
        reviews=asked.reviews,
        seed=asked.seed,
    )


if __name__ == "__main__":
    main()
