"""`python -m viewpoint` is the same as the `viewpoint` command."""

from viewpoint.cli import main

if __name__ == "__main__":
    main()
