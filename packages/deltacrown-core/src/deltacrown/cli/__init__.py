"""The command line `deltacrown`. It needs the extra `cli`: `pip install deltacrown-core[cli]`."""

import sys


def main() -> None:
    """Run the command line."""
    try:
        from deltacrown.cli.program import program  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError as error:
        if error.name != "rich_click":
            raise
        sys.exit("The command line needs an extra: pip install 'deltacrown-core[cli]'")
    program()()
