"""The validators that librarians trust, run over the finished editions: ``python -m validation``."""
