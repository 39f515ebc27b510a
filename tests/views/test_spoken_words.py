"""What a template says is in the language that is spoken just then."""

from babel.support import Translations
from flask_babel import force_locale, get_domain, refresh

PAGE = "{{ _('Đội') }} {{ ngettext('%(num)d đội', '%(num)d đội', 3) }}"


def test_another_language_is_spoken_as_long_as_it_is_asked_for(sqlite_app):
    english = Translations()
    english._catalog |= {"Đội": "Team", ("%(num)d đội", 1): "%(num)d teams"}
    english.plural = lambda count: int(count != 1)
    page = sqlite_app.jinja_env.from_string(PAGE)
    with sqlite_app.test_request_context():
        get_domain().cache["en", "messages"] = english
        said = [page.render()]
        with force_locale("en"):
            said += [page.render(), page.render()]
        said.append(page.render())
        refresh()
        said.append(page.render())
    assert said == ["Đội 3 đội", "Team 3 teams", "Team 3 teams", "Đội 3 đội", "Đội 3 đội"]
