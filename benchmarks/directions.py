"""Order of paragraphs, symbols and brackets in PDFs of six languages, with columns, tagged or not.

    .venv/bin/python benchmarks/directions.py [--paragraphs 60] [--seed 1] [--show ar]

Paragraphs of the sample library, with symbols, numbers and brackets inserted at random, are printed to PDF by chromium
with the machine's Noto fonts, and read. A paragraph counts if one passage contains all of it and no later paragraph
comes before it; a symbol or bracketed phrase counts if the passage contains it exactly.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Sequence
from html import escape
from pathlib import Path
from random import Random

from palermo.reading import ParsedDocument, read
from palermo.statements import normalise_text

SAMPLE = Path(__file__).parents[1] / "sample"
SENTENCES = {
    "en": (
        "The group asks States to train labour inspectors, as the report {} says ({}).",
        "Since {}, shelters have been open in each region (see {}), and {} of them take children.",
        "Victims who speak to the police are not fined [{}]; the law of {} protects them.",
        "Recruitment fees are paid by employers alone (paragraph {} of {}).",
    ),
    "fr": (
        "Le groupe demande aux États de former les inspecteurs du travail, comme le dit le rapport {} ({}).",
        "Depuis {}, des foyers sont ouverts dans chaque région (voir {}), dont {} pour les enfants.",
        "Les victimes qui parlent à la police ne sont pas punies [{}] ; la loi de {} les protège.",
        "Les frais de recrutement sont à la charge de l’employeur seul (paragraphe {} de {}).",
    ),
    "es": (
        "El grupo pide a los Estados que formen a los inspectores de trabajo, como dice el informe {} ({}).",
        "Desde {}, hay refugios abiertos en cada región (véase {}), y {} de ellos acogen a niños.",
        "Las víctimas que hablan con la policía no son multadas [{}]; la ley de {} las protege.",
        "Los gastos de contratación los paga solo el empleador (párrafo {} de {}).",
    ),
    "ru": (
        "Группа просит государства обучать инспекторов труда, как сказано в докладе {} ({}).",
        "С {} года в каждом районе открыты приюты (см. {}), и {} из них принимают детей.",
        "Потерпевшие, которые обращаются в полицию, не наказываются [{}]; закон {} года их защищает.",
        "Расходы на наём несёт только работодатель (пункт {} документа {}).",
    ),
    "zh": (
        "专家组请各国培训劳动监察员，如报告{}所述（{}）。",
        "自{}年以来，每个地区都设有庇护所（见{}），其中{}所接收儿童。",
        "向警方求助的受害人不受处罚（{}）；{}年的法律保护他们。",
        "招聘费用只由雇主承担（{}第{}段）。",
    ),
    "ar": (
        "يطلب الفريق إلى الدول أن تدرب مفتشي العمل كما جاء في التقرير {} ({}).",
        "ومنذ عام {} فُتحت دور للإيواء في كل منطقة (انظر {})، ويستقبل {} منها الأطفال.",
        "ولا يعاقب الضحايا الذين يلجأون إلى الشرطة [{}]؛ ويحميهم القانون الصادر في عام {}.",
        "ويتحمل صاحب العمل وحده رسوم التوظيف (الفقرة {} من الوثيقة {}).",
    ),
}
FONTS = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}
PAGE = """<!doctype html><html lang="{lang}" dir="{dir}"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 25mm }} body {{ font: 11pt/1.35 "{font}"; columns: {columns}; column-gap: 9mm }}
p {{ margin: 0 0 9pt; text-align: {align}; hyphens: auto; overflow-wrap: anywhere }}
</style><body>{paragraphs}</body></html>"""
_MARKED = re.compile(r"[A-Z]+(?:/[A-Z0-9.]+)+|[(（\[][^)）\]]*[)）\]]")


def filler(random: Random) -> str:
    """Return a random symbol, year, number or share."""
    kinds = (
        f"A/RES/{random.randrange(50, 80)}/{random.randrange(1, 300)}",
        f"A/HRC/WG.6/{random.randrange(1, 40)}/L.{random.randrange(1, 20)}",
        f"S/{random.randrange(2005, 2026)}/{random.randrange(100, 999)}",
        str(random.randrange(1990, 2026)),
        str(random.randrange(2, 400)),
    )
    return random.choice(kinds)


def paragraphs(language: str, count: int, seed: int) -> list[str]:
    """Return numbered paragraphs of the sample library, with symbols and brackets after every second one."""
    random = Random(seed)
    found = [block for path in sorted(SAMPLE.glob("*.md")) for block in prose(path.read_text("utf-8"), language)]
    made = []
    for number, text in enumerate(list(dict.fromkeys(found))[:count], 1):
        more = random.choice(SENTENCES[language]).format(*(filler(random) for _ in range(3))) if number % 2 else ""
        made.append(f"{number}. {text}{'' if language == 'zh' else ' '}{more}".strip())
    return made


def prose(content: str, language: str) -> list[str]:
    """Return the paragraphs of a sample text in this language, without headings, items or tables."""
    _, front, body = content.split("---\n", 2)
    if f"language: {language}\n" not in front:
        return []
    join = "" if language == "zh" else " "
    blocks = [join.join(block.split("\n")) for block in body.split("\n\n")]
    return [block for block in blocks if len(block) > 40 and not re.match(r"[#|*<-]|\d|\(|!\[|\w\)", block)]


def printed(folder: Path, language: str, texts: Sequence[str], columns: int, *, tags: bool) -> bytes:
    """Print these paragraphs to PDF with chromium and return the file."""
    page, paper = folder / "page.html", folder / "page.pdf"
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    direction = "rtl" if language == "ar" else "ltr"
    align = "justify" if columns == 1 else "start"  # an unbreakable symbol leaves holes in a justified column
    font = FONTS.get(language, "Noto Serif")
    page.write_text(
        PAGE.format(lang=language, dir=direction, font=font, columns=columns, align=align, paragraphs=body), "utf-8"
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [] if tags else ["--disable-pdf-tagging"]
    subprocess.run([*command, f"--print-to-pdf={paper}", str(page)], check=True, capture_output=True, timeout=120)
    return paper.read_bytes()


def folded(text: str) -> str:
    """Return letters and digits without spaces, for comparison."""
    return re.sub(r"\s+", "", normalise_text(text))


def score(reading: ParsedDocument, texts: Sequence[str]) -> tuple[int, int, int, list[str]]:
    """Return the counts of paragraphs in order, marks right and all marks, and the missing paragraphs."""
    passages = [f"{p.paragraph}. {p.text}" if p.paragraph else p.text for p in reading.passages]
    places: list[int] = []
    right = total = 0
    missed = []
    for text in texts:
        marks = _MARKED.findall(text)
        total += len(marks)
        place = next((n for n, passage in enumerate(passages) if folded(text) in folded(passage)), None)
        if place is None:
            missed.append(text)
            place = next((n for n, passage in enumerate(passages) if passage.startswith(text.split()[0])), None)
        else:
            places.append(place)
        right += sum(mark in passages[place] for mark in marks) if place is not None else 0
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails), right, total, missed


def main() -> int:
    """Print, read and score each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", choices=sorted(SENTENCES))
    options = parser.parse_args()
    if not shutil.which("chromium"):
        parser.error("chromium is not on PATH; install it, with the Noto fonts")
    print(f"{'language':10s}{'columns':>8s}{'tags':>6s}{'in order':>14s}{'symbols and brackets':>24s}")
    sums = [0, 0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for language in [options.show] if options.show else SENTENCES:
            texts = paragraphs(language, options.paragraphs, options.seed)
            for columns in (1, 2):
                for tags in (True, False):
                    content = printed(Path(folder), language, texts, columns, tags=tags)
                    reading = read(content, "page.pdf")
                    ordered, right, total, missed = score(reading, texts)
                    sums = [a + b for a, b in zip(sums, (ordered, len(texts), right, total), strict=True)]
                    shares = f"{ordered / len(texts):14.1%}{right / total:24.1%}"
                    print(f"{language:10s}{columns:8d}{'yes' if tags else 'no':>6s}{shares}", flush=True)
                    if options.show:
                        print(*missed[:3], *(f"  > {p.paragraph} {p.text}" for p in reading.passages[:4]), sep="\n")
    print(f"{'all':24s}{sums[0] / sums[1]:14.1%}{sums[2] / sums[3]:24.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
