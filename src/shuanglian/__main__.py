"""`python -m shuanglian`."""

from shuanglian.cli import main

if __name__ == "__main__":
    main()
