"""The page that a QR code leads to, with a place to drop the file; and the page of a profile."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from attrs import frozen

from deltacrown_certs.hosting.bodies import Shown, Verification
from deltacrown_certs.hosting.making import kind_name
from deltacrown_certs.hosting.sharing_bodies import Gallery
from deltacrown_certs.verification.codes import grouped

_STATES = {
    "valid": "This certificate is valid",
    "revoked": "This certificate was revoked",
    "replaced": "This certificate was replaced by another",
    "tampered": "This file is not the certificate that was issued",
}


@frozen
class Whole:
    """Where the page is; and, where everyone may see the certificate whole, its name and the address of its picture."""

    address: str
    name: str
    picture: str


def page(found: Verification, shown: Shown | None, whole: Whole) -> str:
    """The page."""
    state = shown.answer if shown else found.state
    title = f"{whole.name}: {_for(found)}, {found.tournament}" if whole.name else _STATES[state]
    described = f"{_STATES[state]}: {_for(found)}, {found.tournament}"
    previews = {"title": title, "description": described, "url": whole.address, "type": "website"}
    if whole.picture:
        previews |= {"image": whole.picture, "image:width": "1920", "image:height": "1080", "image:alt": title}
    body = f"""{_picture(whole.picture, title)}
    <section class="panel">
      {_facts(found, whole.name)}
    </section>
    <section class="panel">
      <h2>Is a file this certificate?</h2>
      {_checks(shown)}
      <form class="plain" method="post" enctype="multipart/form-data" action="/v/{found.code}">
        <p class="field">
          <label for="file">PDF, PNG or credential</label> <input id="file" type="file" name="file" required>
        </p>
        <p class="actions"><button class="button">Check the file</button></p>
      </form>
      <p class="hint">The file is not kept. <code>deltacrown certificate verify</code> checks it without this page.</p>
    </section>"""
    return _document(title, _STATES[state], previews, body)


def gallery_page(found: Gallery) -> str:
    """The page of somebody's certificates."""
    parts = [
        f"""<section class="panel">
      <h2><a href="/v/{one.code}">{escape(f"{one.name}: {kind_name(one.kind)}, {one.tournament}")}</a></h2>
      <p class="quiet">{one.issued}</p>
      {_picture(one.picture, one.name)}
    </section>"""
        for one in found.certificates
    ]
    title = "Certificates"
    shown = next((one.picture for one in found.certificates if one.picture), "")
    previews = {"title": title, "type": "profile", **({"image": shown} if shown else {})}
    return _document(title, title, previews, "".join(parts) or "<p>None holds.</p>")


def _document(title: str, heading: str, previews: Mapping[str, str], body: str) -> str:
    told = "".join(f'\n  <meta property="og:{key}" content="{escape(said)}">' for key, said in previews.items())
    card = "summary_large_image" if "image" in previews else "summary"
    return f"""<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <meta name="twitter:card" content="{card}">{told}
  <title>{escape(title)} - DeltaCrown</title>
  <link rel="icon" href="/static/mark.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/static/tokens.css">
  <link rel="stylesheet" href="/static/page.css">
  <link rel="stylesheet" href="/static/forms.css">
</head>
<body>
  <header class="masthead"><a class="brand" href="/">DeltaCrown</a></header>
  <main id="main">
    <section class="hero hero-tool">
      <div class="hero-top"><div class="hero-inner"><div class="hero-title"><h1>{escape(heading)}</h1></div></div></div>
    </section>
    <div class="wide tool">
    {body}
    </div>
  </main>
</body>
</html>
"""


def _picture(address: str, title: str) -> str:
    """By its path: the address is another one's where the host is reached by another name."""
    path = urlsplit(address).path
    return f'<p><img src="{path}" alt="{escape(title)}" width="960" height="540"></p>' if address else ""


def _for(found: Verification) -> str:
    place = f", place {found.place}" if found.place else ""
    return f"{kind_name(found.kind)}{place}"


def _facts(found: Verification, name: str) -> str:
    facts = {
        "Name": name,
        "Code": grouped(found.code),
        "Tournament": found.tournament,
        "For": _for(found),
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
