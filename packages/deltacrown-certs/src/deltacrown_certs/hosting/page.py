"""The page that a QR code leads to: whether the certificate holds, and a place to drop the file."""

from html import escape

from deltacrown_certs.hosting.bodies import Shown, Verification
from deltacrown_certs.verification.codes import grouped

_STATES = {
    "valid": "This certificate is valid",
    "revoked": "This certificate was revoked",
    "replaced": "This certificate was replaced by another",
    "tampered": "This file is not the certificate that was issued",
}
_KINDS = {"winner": "Winner", "runner_up": "Runner-up", "third": "Third place", "participant": "Participant"}


def page(found: Verification, shown: Shown | None) -> str:
    """The page."""
    state = shown.answer if shown else found.state
    return f"""<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <meta property="og:title" content="{escape(_STATES[state])}">
  <title>{escape(_STATES[state])} - DeltaCrown</title>
  <link rel="icon" href="/static/mark.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/static/tokens.css">
  <link rel="stylesheet" href="/static/page.css">
</head>
<body>
  <header class="masthead"><a class="brand" href="/">DeltaCrown</a></header>
  <main id="main">
    <h1>{escape(_STATES[state])}</h1>
    {_facts(found)}
    {_checks(shown)}
    <h2>Is a file this certificate?</h2>
    <form method="post" enctype="multipart/form-data" action="/v/{found.code}">
      <p><label>PDF, PNG or credential <input type="file" name="file" required></label></p>
      <p><button>Check the file</button></p>
    </form>
    <p>The file is looked at and not kept. Without this page, <code>deltacrown certificate verify</code> checks it.</p>
  </main>
</body>
</html>
"""


def _facts(found: Verification) -> str:
    facts = {
        "Code": grouped(found.code),
        "Tournament": found.tournament,
        "For": f"{_KINDS[found.kind]}, place {found.place}",
        "Issued": found.issued,
        "Reason": found.reason or "",
    }
    lines = [f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items() if fact]
    if found.replaced_by:
        code = escape(found.replaced_by)
        lines.append(f'<dt>Replaced by</dt><dd><a href="/v/{code}">{grouped(code)}</a></dd>')
    if found.state == "valid":
        lines.append(f'<dt>Yours?</dt><dd><a href="{escape(found.linked_in)}">Add it to LinkedIn</a></dd>')
    return f"<dl>{''.join(lines)}</dl>"


def _checks(shown: Shown | None) -> str:
    return f"<pre>{escape(chr(10).join(shown.checks))}</pre>" if shown else ""
