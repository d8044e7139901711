"""Sixteen invented actions as lists of recommendations in six languages and four formats."""

import io
from collections.abc import Iterator

from docx import Document as WordDocument

VERBS = {
    "en": {
        "imperative": "Ratify|Adopt|Train|Fund|Strengthen|Protect|Identify|Compensate|Publish|Collect|Prosecute|Inspect"
        "|Review|Establish|Support|Repeal",
        "infinitive": "To ratify|To adopt|To train|To fund|To strengthen|To protect|To identify|To compensate"
        "|To publish|To collect|To prosecute|To inspect|To review|To establish|To support|To repeal",
        "gerund": "Ratifying|Adopting|Training|Funding|Strengthening|Protecting|Identifying|Compensating|Publishing"
        "|Collecting|Prosecuting|Inspecting|Reviewing|Establishing|Supporting|Repealing",
        "noun": "Ratification of|Adoption of|Training of|Funding of|Strengthening of|Protection of|Identification of"
        "|Compensation of|Publication of|Collection of|Prosecution of|Inspection of|Review of|Establishment of"
        "|Support for|Repeal of",
    },
    "fr": {
        "infinitive": "Ratifier|Adopter|Former|Financer|Renforcer|Protéger|Identifier|Indemniser|Publier|Recueillir"
        "|Poursuivre|Inspecter|Revoir|Instituer|Soutenir|Abroger",
        "imperative": "Ratifiez|Adoptez|Formez|Financez|Renforcez|Protégez|Identifiez|Indemnisez|Publiez|Recueillez"
        "|Poursuivez|Inspectez|Revoyez|Instituez|Soutenez|Abrogez",
        "noun": "Ratification de|Adoption de|Formation de|Financement de|Renforcement de|Protection de"
        "|Identification de|Indemnisation de|Publication de|Collecte de|Poursuite de|Inspection de|Révision de"
        "|Création de|Soutien à|Abrogation de",
    },
    "es": {
        "infinitive": "Ratificar|Adoptar|Capacitar|Financiar|Fortalecer|Proteger a|Identificar a|Indemnizar a|Publicar"
        "|Recopilar|Enjuiciar a|Inspeccionar|Revisar|Establecer|Apoyar a|Derogar",
        "imperative": "Ratifiquen|Adopten|Capaciten|Financien|Fortalezcan|Protejan a|Identifiquen a|Indemnicen a"
        "|Publiquen|Recopilen|Enjuicien a|Inspeccionen|Revisen|Establezcan|Apoyen a|Deroguen",
        "gerund": "Ratificando|Adoptando|Capacitando|Financiando|Fortaleciendo|Protegiendo a|Identificando a"
        "|Indemnizando a|Publicando|Recopilando|Enjuiciando a|Inspeccionando|Revisando|Estableciendo|Apoyando a"
        "|Derogando",
        "noun": "Ratificación de|Adopción de|Capacitación de|Financiación de|Fortalecimiento de|Protección de"
        "|Identificación de|Indemnización de|Publicación de|Recopilación de|Enjuiciamiento de|Inspección de"
        "|Revisión de|Establecimiento de|Apoyo a|Derogación de",
    },
    "ru": {
        "infinitive": "Ратифицировать|Принять|Обучать|Финансировать|Укреплять|Защищать|Выявлять|Возмещать ущерб:"
        "|Публиковать|Собирать|Преследовать|Проверять|Пересмотреть|Учредить|Поддерживать|Отменить",
        "imperative": "Ратифицируйте|Примите|Обучайте|Финансируйте|Укрепляйте|Защищайте|Выявляйте|Возмещайте ущерб:"
        "|Публикуйте|Собирайте|Преследуйте|Проверяйте|Пересмотрите|Учредите|Поддерживайте|Отмените",
        "noun": "Ратификация:|Принятие:|Обучение:|Финансирование:|Укрепление:|Защита:|Выявление:|Возмещение:"
        "|Публикация:|Сбор:|Преследование:|Проверка:|Пересмотр:|Учреждение:|Поддержка:|Отмена:",
    },
    "ar": {
        "noun": "التصديق على|اعتماد|تدريب|تمويل|تعزيز|حماية|تحديد|تعويض|نشر|جمع|ملاحقة|تفتيش|مراجعة|إنشاء|دعم|إلغاء",
        "subjunctive": "أن تصدق على|أن تعتمد|أن تدرب|أن تمول|أن تعزز|أن تحمي|أن تحدد|أن تعوض|أن تنشر|أن تجمع|أن تلاحق"
        "|أن تفتش|أن تراجع|أن تنشئ|أن تدعم|أن تلغي",
    },
    "zh": {
        "verb": "批准|通过|培训|资助|加强|保护|尽早识别|赔偿|公布|收集|起诉|检查|审查|设立|支持|废除",
        "noun": "关于批准|关于通过|关于培训|关于资助|关于加强|关于保护|关于识别|关于赔偿|关于公布|关于收集|关于起诉"
        "|关于检查|关于审查|关于设立|关于支持|关于废除",
    },
}
OBJECTS = {
    "en": "the Protocol on trafficking in persons|a national plan against trafficking|labour inspectors and police"
    "|shelters for victims|cooperation across borders|children on the move|victims at borders"
    "|survivors of forced labour|annual data on convictions|reports on recruitment fees"
    "|traffickers and their accomplices|farms, vessels and building sites|visas that tie workers to one employer"
    "|an independent rapporteur|organisations of survivors|laws that punish victims",
    "fr": "ce protocole sur la traite|plans nationaux contre la traite|inspecteurs du travail|refuges pour les victimes"
    "|liens entre voisins|enfants en migration|victimes aux frontières|survivants du travail forcé"
    "|données annuelles|rapports sur les frais de recrutement|trafiquants et complices|fermes et chantiers"
    "|visas liés à un seul employeur|mécanismes indépendants|organisations de survivants"
    "|lois qui punissent les victimes",
    "es": "este protocolo sobre la trata|planes nacionales contra la trata|inspectores de trabajo"
    "|refugios para las víctimas|lazos entre vecinos|niños en movimiento|víctimas en las fronteras"
    "|personas sometidas a trabajo forzoso|datos anuales|informes sobre los costos de contratación"
    "|tratantes y cómplices|granjas y obras|visados atados a un solo empleador|mecanismos independientes"
    "|organizaciones de sobrevivientes|leyes que castigan a las víctimas",
    "ru": "этот протокол о торговле людьми|национальный план действий|инспекторов труда|приюты для жертв"
    "|сотрудничество через границы|детей в миграции|жертв на границах|пострадавшим от принудительного труда"
    "|ежегодные данные|сведения о сборах за наём|торговцев и их сообщников|фермы, суда и стройки"
    "|визы, привязанные к одному нанимателю|пост независимого докладчика|объединения пострадавших"
    "|законы, наказывающие жертв",
    "ar": "بروتوكول الاتجار بالأشخاص|خطة وطنية لمكافحة الاتجار|مفتشي العمل والشرطة|دور إيواء الضحايا"
    "|التعاون عبر الحدود|الأطفال المتنقلين|الضحايا على الحدود|الناجين من العمل القسري|بيانات سنوية عن الإدانات"
    "|تقارير عن رسوم الاستقدام|المتاجرين وشركائهم|المزارع والسفن ومواقع البناء|التأشيرات المرتبطة بصاحب عمل واحد"
    "|منصب مقرر مستقل|منظمات الناجين|القوانين التي تعاقب الضحايا",
    "zh": "关于贩运人口的议定书|国家反贩运计划|劳动监察员和警察|受害者庇护所|跨境合作|流动儿童|边境的受害者"
    "|强迫劳动的幸存者|年度定罪数据"
    "|招聘费用的报告|贩运者及其同伙|农场、船只和建筑工地|把工人绑定于一个雇主的签证|独立报告员职位|幸存者组织|惩罚受害者的法律",
}
HEADINGS = {
    "en": ("A coast without bondage", "Recommendations", "For governments"),
    "fr": ("Une côte sans servitude", "Recommandations", "Aux gouvernements"),
    "es": ("Una costa sin servidumbre", "Recomendaciones", "A los gobiernos"),
    "ru": ("Берег без рабства", "Рекомендации", "Для правительств"),
    "ar": ("ساحل بلا استعباد", "التوصيات", "إلى الحكومات"),
    "zh": ("没有奴役的海岸", "建议", "对各国政府"),
}
FOREWORDS = {
    "en": "This briefing describes what seasonal workers on the coast of the fictional province of Tarn met in 2031.",
    "fr": "Cette note décrit ce que les saisonniers de la côte de la province fictive de Tarn ont vécu en 2031.",
    "es": "Esta nota describe lo que vivieron los temporeros de la costa de la provincia ficticia de Tarn en 2031.",
    "ru": "В этой записке описано, что пережили сезонные рабочие на берегу вымышленной провинции Тарн в 2031 году.",
    "ar": "تصف هذه المذكرة ما عاشه العمال الموسميون على ساحل إقليم تارن الخيالي في عام 2031.",
    "zh": "本简报描述了2031年虚构的塔恩省海岸季节工人的经历。",
}


def list_actions(language: str, form: str) -> list[str]:
    """Return the sixteen actions in a form of words."""
    joint = "" if language == "zh" else " "
    pairs = zip(VERBS[language][form].split("|"), OBJECTS[language].split("|"), strict=True)
    return [f"{verb}{joint}{thing}{'。' if language == 'zh' else '.'}" for verb, thing in pairs]


def iter_forms() -> Iterator[tuple[str, str]]:
    """Yield each language with each of its forms of words."""
    yield from ((language, form) for language, forms in VERBS.items() for form in forms)


def write_markdown(language: str, actions: list[str]) -> tuple[bytes, str]:
    """Return the list as Markdown with bullets, and the name of its file."""
    title, section, addressee = HEADINGS[language]
    items = "\n".join(f"- {action}" for action in actions)
    text = f"# {title}\n\n{FOREWORDS[language]}\n\n## {section}\n\n### {addressee}\n\n{items}\n"
    return text.encode(), "briefing.md"


def write_text(language: str, actions: list[str]) -> tuple[bytes, str]:
    """Return the list as plain text with typed numbers, and the name of its file."""
    title, section, addressee = HEADINGS[language]
    items = "\n".join(f"{number}. {action}" for number, action in enumerate(actions, start=1))
    return f"{title}\n\n{FOREWORDS[language]}\n\n{section}\n\n{addressee}:\n\n{items}\n".encode(), "briefing.txt"


def write_html(language: str, actions: list[str]) -> tuple[bytes, str]:
    """Return the list as a web page, and the name of its file."""
    title, section, addressee = HEADINGS[language]
    items = "".join(f"<li>{action}</li>" for action in actions)
    body = f"<h1>{title}</h1><p>{FOREWORDS[language]}</p><h2>{section}</h2><h3>{addressee}</h3><ul>{items}</ul>"
    return f'<html lang="{language}"><body><main>{body}</main></body></html>'.encode(), "briefing.html"


def write_docx(language: str, actions: list[str]) -> tuple[bytes, str]:
    """Return the list as a Word document, and the name of its file."""
    title, section, addressee = HEADINGS[language]
    document = WordDocument()
    document.add_heading(title, level=0)
    document.add_paragraph(FOREWORDS[language])
    document.add_heading(section, level=1)
    document.add_heading(addressee, level=2)
    for action in actions:
        document.add_paragraph(action, style="List Bullet")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue(), "briefing.docx"


WRITERS = {"Markdown": write_markdown, "text": write_text, "HTML": write_html, "DOCX": write_docx}
