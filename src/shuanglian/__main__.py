"""`python -m shuanglian`."""

from shuanglian.cli import main

main()
