"""``python -m relsheet`` is the command ``relsheet``."""

from relsheet.cli import main

if __name__ == "__main__":
    main()
