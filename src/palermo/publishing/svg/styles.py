"""Styles of standalone SVG, without variables, which word processors ignore; within a page, its stylesheet has them."""

from string import Template

_RULES = Template("""
svg{background:$paper}text{fill:$ink}text.note{fill:$ink_2}
.tie{stroke:$hair;stroke-width:1;fill:none}.tie.some{stroke:$hair_2;stroke-width:1.5}
.tie.strong{stroke:$accent;stroke-width:3}.tie.old{stroke-dasharray:4 4}
.mark{fill:$ink_2;stroke:$paper;stroke-width:1.5}.mark.body{fill:$ink}.mark.centre{fill:$accent}
.label{paint-order:stroke;stroke:$paper;stroke-width:4px;stroke-linejoin:round}
.asked{fill:$accent}.done{fill:$other}
""")
_LIGHT = {
    **{"paper": "#fcfcfb", "ink": "#15191e", "ink_2": "#434a52", "hair": "#c3c8cd", "hair_2": "#7f8891"},
    **{"accent": "#0a56a5", "other": "#9a5b00"},
}
_DARK = {
    **{"paper": "#12161b", "ink": "#e9ecef", "ink_2": "#bdc4cb", "hair": "#3a424b", "hair_2": "#6c757f"},
    **{"accent": "#83b9ee", "other": "#e0a95c"},
}
_FONT = 'svg{font:400 13px "Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",system-ui,sans-serif}'
SVG_STYLE = (
    f"<style>{_FONT}{_RULES.substitute(_LIGHT)}@media(prefers-color-scheme:dark){{{_RULES.substitute(_DARK)}}}</style>"
)
"""Light and dark colours; `.old` is a tie without recent evidence."""
