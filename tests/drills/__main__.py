"""`python -m tests.drills`: see page.py."""

from tests.drills.page import main

if __name__ == "__main__":
    main()
