"""Run by a Python that has Weblate: its own format class opens a catalog, changes one text and saves it.

``python weblate_saves.py a.po b.po TEXT``. Weblate is GPL, and no part of this project imports it; it is a program here.
"""

import os
import shutil
import sys
from pathlib import Path
from unittest.mock import MagicMock


def main(source: str, target: str, text: str) -> None:
    """Weblate reads its settings when it is imported, hence the imports within."""
    for name in ("borg", "cairo", "gi", "gi.repository", "tesserocr"):
        sys.modules[name] = MagicMock()  # its backups and pictures; its formats need none of them
    os.environ["DJANGO_SETTINGS_MODULE"] = "weblate.settings_example"
    import django
    import weblate.settings_example as settings

    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    settings.CHECK_LIST = ()
    settings.DATA_DIR = settings.CACHE_DIR = str(Path.cwd())
    django.setup()
    from weblate.formats.ttkit import PoFormat
    from weblate.utils.state import STATE_TRANSLATED

    shutil.copy(source, target)
    catalog = PoFormat(target)
    unit = catalog.content_units[0]
    unit.set_target(text)
    unit.set_state(STATE_TRANSLATED)
    catalog.update_header(last_translator="Anna Petrova <anna@example.org>", x_generator="Weblate 5.14")
    catalog.save()


if __name__ == "__main__":
    main(*sys.argv[1:])
