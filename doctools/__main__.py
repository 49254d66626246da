"""`python -m doctools` is `doctools`."""

from doctools.cli.main import main

if __name__ == "__main__":
    main()
