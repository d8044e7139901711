"""Labels of partnerships (kinds of evidence, standings, reasons) in the page's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.analysis.partnerships import EvidenceKind, ExclusionReason, TieContinuity

EVIDENCE_KINDS: dict[str, Promise] = {
    EvidenceKind.PROGRAMME: pgettext_lazy("evidence of a tie", "Joint programmes and projects"),
    EvidenceKind.AGREEMENT: pgettext_lazy("evidence of a tie", "Agreements to cooperate"),
    EvidenceKind.CHAIR: pgettext_lazy("evidence of a tie", "Chairs of a group"),
    EvidenceKind.COORDINATION: pgettext_lazy("evidence of a tie", "Jointly run initiatives"),
    EvidenceKind.PUBLICATION: pgettext_lazy("evidence of a tie", "Joint publications"),
    EvidenceKind.SIGNATURE: pgettext_lazy("evidence of a tie", "Joint statements"),
    EvidenceKind.ACTIVITY: pgettext_lazy("evidence of a tie", "Joint activities reported in documents"),
    EvidenceKind.COOPERATION: pgettext_lazy("evidence of a tie", "Cooperation reported in documents"),
    EvidenceKind.EVENT: pgettext_lazy("evidence of a tie", "Meetings"),
}
CONTINUITIES: dict[str, Promise] = {
    TieContinuity.RECENT: pgettext_lazy("tie", "recent evidence"),
    TieContinuity.OPEN: pgettext_lazy("tie", "no end is known"),
    TieContinuity.SILENT: pgettext_lazy("tie", "no recent evidence"),
    TieContinuity.UNDATED: pgettext_lazy("tie", "no date"),
}
EVIDENCE_SOURCES: dict[str, Promise] = {
    "documents": pgettext_lazy("tie", "documents of this library"),
    "registry": pgettext_lazy("tie", "the registry alone"),
}
BANDS: dict[str, Promise] = {
    "strong": pgettext_lazy("tie", "strong"),
    "some": pgettext_lazy("tie", "some"),
    "slight": pgettext_lazy("tie", "slight"),
}
REASONS: dict[str, Promise] = {
    "subjects": pgettext_lazy("why partners", "Shared subjects"),
    "places": pgettext_lazy("why partners", "Shared places"),
    "complements": pgettext_lazy("why partners", "Complementary kinds of work"),
    "people": pgettext_lazy("why partners", "The same people"),
    "partners": pgettext_lazy("why partners", "Common partners"),
    "earlier": pgettext_lazy("why partners", "Earlier joint work"),
    "activity": pgettext_lazy("why partners", "Number of partners of each"),
    "apart": pgettext_lazy("why no partners", "No place in common"),
    "silent": pgettext_lazy("why no partners", "Nothing new was found of"),
    "thin": pgettext_lazy("why no partners", "Little is known of"),
    "covered": pgettext_lazy("why no partners", "Both belong already to"),
}
REASON_SENTENCES: dict[str, Promise] = {
    "subjects": pgettext_lazy("why partners", "Both work on %(names)s."),
    "places": pgettext_lazy("why partners", "Both work in %(names)s."),
    "complements": pgettext_lazy("why partners", "One does what the other is not found to do: %(names)s."),
    "people": pgettext_lazy("why partners", "Both work with or for %(names)s."),
    "partners": pgettext_lazy("why partners", "Both have a tie with %(names)s."),
    "earlier": pgettext_lazy("why partners", "They have worked together before."),
    "activity": pgettext_lazy("why partners", "Each has ties with other bodies."),
    "apart": pgettext_lazy("why no partners", "No place was found where both work."),
    "silent": pgettext_lazy("why no partners", "Nothing new was found of %(names)s."),
    "thin": pgettext_lazy("why no partners", "Few statements were found of %(names)s."),
    "covered": pgettext_lazy("why no partners", "Both already belong to %(names)s."),
}
EXCLUSIONS: dict[str, Promise] = {
    ExclusionReason.STATE: _("States and their organs"),
    ExclusionReason.GROUP: _("groups of actors"),
    ExclusionReason.UNITED_NATIONS: _("the United Nations as a whole"),
    ExclusionReason.NO_NAME: _("words that name no body"),
}
