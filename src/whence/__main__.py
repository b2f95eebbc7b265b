"""`python -m whence` is the `whence` command."""

from whence.cli.main import run

if __name__ == "__main__":
    run()
