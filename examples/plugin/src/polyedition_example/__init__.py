"""What this package adds to Polyedition; see ``pyproject.toml``."""
