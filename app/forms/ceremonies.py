"""The form that prepares a ceremony, and the press of its remote control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from flask_babel import gettext as _

from app.forms.fields import form_id
from app.models import Cluster


@dataclass(slots=True)
class CeremonyForm:
    """`places` is what was typed: by a cluster's code, when its turn comes."""

    uuid: str = field(default_factory=lambda: str(uuid4()))
    rehearsal: bool = True
    places: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def fresh(cls, clusters: Sequence[Cluster], final: bool) -> "CeremonyForm":
        """A form for the clusters in the order of the rules."""
        return cls(rehearsal=not final, places={each.code: str(at) for at, each in enumerate(clusters, start=1)})

    @classmethod
    def sent(cls, form: Mapping[str, str], clusters: Sequence[Cluster]) -> "CeremonyForm":
        """What the browser sent."""
        return cls(
            uuid=form_id(form, "uuid"),
            rehearsal=form.get("what", "") != "final",
            places={each.code: form.get(f"place-{each.code}", "").strip()[:3] for each in clusters},
        )

    def order(self) -> list[str]:
        """The clusters' codes in their order; each place is given once."""
        for code, place in self.places.items():
            if not (place.isascii() and place.isdigit() and 1 <= int(place) <= len(self.places)):
                self.errors[f"place-{code}"] = _("Bạn ghi số từ 1 đến %(most)s.", most=len(self.places))
        if not self.errors and len({int(place) for place in self.places.values()}) < len(self.places):
            self.errors["form"] = _("Mỗi cụm một thứ tự riêng, không trùng nhau.")
        if self.errors:
            return []
        return sorted(self.places, key=lambda code: int(self.places[code]))


def step_of(form: Mapping[str, str]) -> tuple[int, str]:
    """The number of the step the remote control takes, and its kind; 0 when it cannot be read."""
    raw = form.get("number", "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 0, form.get("kind", "")[:12]
