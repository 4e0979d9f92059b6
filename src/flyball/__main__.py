"""`python -m flyball`: the command line."""

from flyball.cli import main

if __name__ == "__main__":
    main()
