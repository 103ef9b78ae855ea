"""Sample certificates: every case that a design has to stand."""

import datetime as dt
from collections.abc import Iterator
from itertools import product
from typing import Any

from deltacrown_certs.certificate import Certificate, Signature
from deltacrown_certs.templates.template import Template

_WORDS: dict[str, dict[str, Any]] = {
    "en": {
        "tournament": "Dhaka Masters 2026",
        "organizer": "DeltaCrown Esports",
        "detail": "Double elimination · 14 to 16 November 2026",
        "signature": Signature("Rakib Hasan", "Tournament Director, DeltaCrown"),
    },
    "bn": {
        "tournament": "ঢাকা মাস্টার্স ২০২৬",
        "organizer": "ডেল্টাক্রাউন ই-স্পোর্টস",
        "detail": "ডাবল এলিমিনেশন · ১৪ থেকে ১৬ নভেম্বর ২০২৬",
        "signature": Signature("রাকিব হাসান", "টুর্নামেন্ট পরিচালক, ডেল্টাক্রাউন"),
    },
}
_NAMES = {
    "en": (
        "Jo",
        "Ayesha Rahman",
        "Maximiliana Alexandrowna Konstantinopolskaya of the Northern Lights Gaming Collective",
    ),
    "bn": ("জয়", "আয়েশা রহমান", "শ্রীমতি চন্দ্রাবতী বন্দ্যোপাধ্যায় মুখোপাধ্যায় ও উত্তরবঙ্গ ক্রীড়া সংঘের স্বপ্নযাত্রী দল"),
}
_CODE = "7Q4FK2MX9TRB"


def samples(template: Template) -> Iterator[Certificate]:
    """The design in every theme, language, kind and length of name."""
    kinds = ("winner", "runner_up", "third", "participant")
    for theme, language, length, kind in product(template.palettes, _WORDS, range(3), kinds):
        yield sample(template, theme=theme, language=language, kind=kind, entrant=_NAMES[language][length])


def sample(template: Template, **said: Any) -> Certificate:
    """A certificate of a tournament that never was."""
    return Certificate(
        **{
            "kind": "winner",
            "entrant": _NAMES[said.get("language", "en")][1],
            "game": "eFootball Open",
            "date": dt.date(2026, 11, 18),
            "entrants": 128,
            "code": _CODE,
            "url": f"HTTPS://DELTACROWN.EXAMPLE/V/{_CODE}",
            "fingerprint": "d8d3a49d0d906b4e" * 4,
            **_WORDS[said.get("language", "en")],
            "template": template,
            **said,
        }
    )
