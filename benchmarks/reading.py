"""`python -m benchmarks.reading PROJECT`: what any run must read to know that nothing has changed.

It finds the project and hashes every source, template and catalog, and does nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

from toolkit.project.project import DOMAINS, find_project
from toolkit.system.fingerprints import file_hash


def read(root: Path) -> None:
    """Reads them."""
    project = find_project(root)
    for name in (*project.documents, *DOMAINS):
        file_hash(str(project.source(name)))
        file_hash(str(project.template(name)))
        for locale in project.locales:
            file_hash(str(project.catalog(name, locale)))


if __name__ == "__main__":
    read(Path(sys.argv[1]))
