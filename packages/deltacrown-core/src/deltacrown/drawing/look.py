"""The look of pictures: one style sheet, light and dark, without anything that comes from elsewhere.

Plain rules instead of variables, so that programs other than browsers read them too; print is always light.
"""

from string import Template

_COLOURS = Template("""
.dc .ground{fill:$ground}
.dc text{fill:$ink}
.dc .card{fill:$card;stroke:$line}
.dc .ahead .card{fill:none;stroke:$strong;stroke-dasharray:4 3}
.dc .rule{stroke:$line}
.dc .wire{stroke:$strong}
.dc .soft{fill:$muted}
.dc .mark{fill:$go}
.dc .best{fill:$gold}
.dc .crown text{fill:#14161c}
.dc .title,.dc .part{fill:$ink}
""")
_LIGHT = {
    "ground": "#f4f1e9",
    "card": "#fffdf8",
    "ink": "#14161c",
    "muted": "#5d5f68",
    "line": "#ded9cb",
    "strong": "#a9a496",
    "go": "#0b6b4c",
    "gold": "#f2b632",
}
_DARK = {
    "ground": "#0f1116",
    "card": "#171a21",
    "ink": "#f1eee6",
    "muted": "#a4a6ae",
    "line": "#2b2f39",
    "strong": "#5c606d",
    "go": "#6ad6a5",
    "gold": "#f2b632",
}

STYLE = (
    """
.dc{font:13px/1 "Inter","Segoe UI","SF Pro Text",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;\
font-variant-numeric:tabular-nums}
.dc .card,.dc .rule,.dc .wire{fill:none;stroke-width:1}
.dc .wire{stroke-width:1.5}
.dc .ahead .wire,.dc .wire.ahead{stroke-dasharray:3 3}
.dc .e{text-anchor:end}
.dc .m{text-anchor:middle}
.dc .won,.dc .strong{font-weight:700}
.dc .small{font-size:11px}
.dc .tiny{font-size:10px}
.dc .title{font-size:26px;font-weight:700}
.dc .part{font-size:18px;font-weight:700}
.dc .round{font-size:14px;font-weight:700}
.dc .out{text-decoration:line-through}
"""
    + _COLOURS.substitute(_LIGHT)
    + "@media screen and (prefers-color-scheme:dark){"
    + _COLOURS.substitute(_DARK)
    + "}\n@media print{.dc .ground{fill:none}}\n"
)
