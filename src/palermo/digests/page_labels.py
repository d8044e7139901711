"""Labels around a rendered text in six languages: the running header and the heading of its sources."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLabels:
    """Labels of a page: running header, sources and their table, navigation of a web page."""

    notice: str
    sources: str
    number: str
    address: str
    home: str


PAGE_LABELS = {
    "en": PageLabels(
        notice="Digest in our own words, not the original text",
        sources="Sources",
        number="No.",
        address="Address",
        home="Sample library",
    ),
    "fr": PageLabels(
        notice="Résumé rédigé par nos soins, et non le texte original",
        sources="Sources",
        number="N°",
        address="Adresse",
        home="Bibliothèque d’exemple",
    ),
    "es": PageLabels(
        notice="Resumen con nuestras palabras, no el texto original",
        sources="Fuentes",
        number="N.º",
        address="Dirección",
        home="Biblioteca de muestra",
    ),
    "ar": PageLabels(
        notice="ملخص بكلماتنا وليس النص الأصلي",
        sources="المصادر",
        number="الرقم",
        address="العنوان",
        home="مكتبة العيّنة",
    ),
    "ru": PageLabels(
        notice="Изложение нашими словами, а не исходный текст",
        sources="Источники",
        number="№",
        address="Адрес",
        home="Библиотека примеров",
    ),
    "zh": PageLabels(
        notice="本文为我们撰写的摘要，并非原文", sources="来源", number="编号", address="网址", home="示例文库"
    ),
}
