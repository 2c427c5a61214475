"""What does `python -m brownfield` do? The same as the command `brownfield`."""

from brownfield.cli import main

if __name__ == "__main__":
    main()
