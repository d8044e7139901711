"""Styles of standalone SVG; within a page, its stylesheet has them."""

SVG_STYLE = """<style>
svg{--paper:#fcfcfb;--ink:#15191e;--ink-2:#434a52;--hair:#c3c8cd;--hair-2:#7f8891;--accent:#0a56a5;--other:#9a5b00;
background:var(--paper);font:400 13px "Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",system-ui,sans-serif}
@media(prefers-color-scheme:dark){svg{--paper:#12161b;--ink:#e9ecef;--ink-2:#bdc4cb;--hair:#3a424b;--hair-2:#6c757f;
--accent:#83b9ee;--other:#e0a95c}}
text{fill:var(--ink)}text.note{fill:var(--ink-2)}
.tie{stroke:var(--hair);stroke-width:1;fill:none}.tie.some{stroke:var(--hair-2);stroke-width:1.5}
.tie.strong{stroke:var(--accent);stroke-width:3}.tie.old{stroke-dasharray:4 4}
.mark{fill:var(--ink-2);stroke:var(--paper);stroke-width:1.5}.mark.body{fill:var(--ink)}.mark.centre{fill:var(--accent)}
.label{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.asked{fill:var(--accent)}.done{fill:var(--other)}
</style>"""
"""Light and dark colours; `.old` is a tie without recent evidence."""
