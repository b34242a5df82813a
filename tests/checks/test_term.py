"""Terms that stay, names, and renderings that are ruled out."""

from tests.checks.reading import errors, warnings
from toolkit.catalog.terms import Term

ALMA = Term("ALMA", "ALMA", keep=True)
IFLA = Term("IFLA", "ИФЛА", name=True)
FACILITATOR = Term("facilitator", "fasilitator", forbidden=("moderator",))
MODERATOR = Term("moderator", "moderator")
ADVOCACY = Term("advocacy", "адвокация", forbidden=("адвокатура", "СНГ"))


def test_a_kept_term_must_be_there():
    """In its own letters, a suffix may follow."""
    assert errors("the ALMA programme", "программа АЛМА", "ru", ALMA) == {"term"}
    assert errors("the ALMA programme", "ALMAның бағдарламасы", "kk", ALMA) == set()
    assert errors("an alma mater", "альма-матер", "ru", ALMA) == set()


def test_the_acronym_of_a_name_must_be_there():
    """As the termbase has it, or as the source."""
    assert errors("a section of IFLA", "секция", "ru", IFLA) == {"term"}
    assert errors("a section of IFLA", "ИФЛА-ның секциясы", "kk", IFLA) == set()
    assert errors("a section of IFLA", "IFLA бөлүмү", "ky", IFLA) == set()


def test_a_forbidden_rendering_warns():
    """Whole words with their endings, where the source uses the term."""
    assert warnings("library advocacy", "библиотечную адвокатуру", "ru", ADVOCACY) == set()
    assert warnings("library advocacy", "библиотечная адвокатура", "ru", ADVOCACY) == {"forbidden-term"}
    assert warnings("law", "адвокатура", "ru", ADVOCACY) == set()
    assert warnings("advocacy on the web", "адвокация на https://адвокатура.рф/адвокатура", "ru", ADVOCACY) == set()


def test_what_one_term_forbids_another_may_need():
    """“moderator” is wrong for a facilitator, unless the source speaks of a moderator as well."""
    terms = (FACILITATOR, MODERATOR)
    assert warnings("the facilitator", "moderator keldi", "uz", *terms) == {"forbidden-term"}
    assert warnings("the moderator and the facilitator", "moderator va fasilitator", "uz", *terms) == set()
