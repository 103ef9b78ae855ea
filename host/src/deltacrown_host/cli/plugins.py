"""`deltacrown plugins`: what is installed, and what was left out."""

import rich_click as click


@click.command()
def plugins() -> None:
    """List every plugin with what it offers and its routes; what was left out or is not heard, with the reason."""
    from deltacrown_host.app import create_app  # noqa: PLC0415 - the command line starts fast
    from deltacrown_host.bootstrap import Host  # noqa: PLC0415 - as above
    from deltacrown_host.catalogue.plugins import plugin_list  # noqa: PLC0415 - as above
    from deltacrown_host.cli.settings import settings_from  # noqa: PLC0415 - as above

    host: Host = create_app(settings_from(None)).state.host
    listed = plugin_list(host)
    for plugin in listed.plugins:
        click.echo(plugin.name)
        for offer in plugin.offers:
            click.echo(f"  {offer.kind:<12} {offer.name}")
        for route in plugin.routes:
            click.echo(f"  {'Route':<12} {route.method} {route.path}")
    for rejected in listed.rejected:
        click.echo(f"left out: {rejected.plugin}: {rejected.reason}", err=True)
    for unheard in listed.unheard:
        click.echo(f"not heard: {unheard.plugin}: {unheard.reason}", err=True)
