"""Certificates in English."""

from deltacrown_certs.wording.language import Language

ENGLISH = Language(
    titles={
        "winner": "Certificate of Victory",
        "runner_up": "Certificate of Excellence",
        "third": "Certificate of Merit",
        "participant": "Certificate of Participation",
    },
    presented="This certificate is proudly presented to",
    statements={
        "winner": "for finishing first among {entrants} competitors and winning the title of Champion",
        "runner_up": "for finishing second among {entrants} competitors and reaching the final",
        "third": "for finishing third among {entrants} competitors",
        "participant": "for taking part in a field of {entrants} competitors",
    },
    unnumbered={
        "winner": "for finishing first and winning the title of Champion",
        "runner_up": "for finishing second and reaching the final",
        "third": "for finishing in third place",
        "participant": "for taking part with skill and fair play",
    },
    issued="Issued {date}",
    scan="Scan to verify",
    digits="0123456789",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
