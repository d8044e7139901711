"""Tests of tagging in six languages, with words that give no tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.languages import LANGUAGES
from palermo.vocabulary import find_tags, load_vocabulary
from palermo.vocabulary.script_normalisation import strip_affixes, strip_prefixes

VOCABULARY = load_vocabulary()


def ids(text: str, language: str = "en", scheme: str | None = None) -> set[str]:
    return {tag.id for tag in find_tags(text, language, VOCABULARY) if scheme in {None, tag.scheme}}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Strengthen measures to combat trafficking, in particular of women"),
        ("en", "Adopt an anti-trafficking law"),
        ("en", "Fight human trafficking and drug trafficking"),
        ("en", "Prevent the trafficking of women and girls"),
        ("en", "Combat trafficking in drugs and persons"),
        ("en", "Prohibit the sale of children"),
        ("fr", "Renforcer la lutte contre la traite des êtres humains"),
        ("fr", "protéger les victimes de la traite"),
        ("es", "Combatir la trata de personas, en especial de mujeres"),
        ("es", "proteger a las víctimas de la trata"),
        ("ar", "تعزيز مكافحة الاتجار بالأشخاص"),
        ("ar", "حماية ضحايا الاتجار بالبشر"),
        ("ru", "активизировать борьбу с торговлей людьми"),
        ("ru", "защищать женщин и детей от торговли людьми"),
        ("zh", "加强打击贩运人口的措施"),
        ("zh", "保护被拐卖的妇女和儿童"),
    ],
)
def test_trafficking_in_persons_is_seen(language: str, text: str) -> None:
    assert "trafficking-in-persons" in ids(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Combat drug trafficking and terrorism"),
        ("en", "Fund work against opioid trafficking and fentanyl trafficking"),
        ("en", "Share ballistic data to curb arms trafficking"),
        ("en", "Prevent illicit trafficking in small arms and light weapons"),
        ("en", "Fight trafficking in narcotic drugs"),
        ("en", "Return cultural property and end trafficking in cultural property"),
        ("en", "Ratify the treaty on the arms trade"),
        ("fr", "Ratifier le traité sur le commerce des armes"),
        ("fr", "lutter contre le trafic de drogues"),
        ("es", "Combatir el tráfico de armas; se trata de una prioridad"),
        ("ar", "مكافحة الاتجار غير المشروع بالمخدرات"),
        ("ar", "منع الاتجار بالأسلحة"),
        ("ru", "бороться с незаконным оборотом наркотиков"),
        ("zh", "打击贩运毒品和贩运武器"),
        ("de", "Menschenhandel bekämpfen"),
    ],
)
def test_other_trafficking_is_not_ours(language: str, text: str) -> None:
    assert "trafficking-in-persons" not in ids(text, language)


def test_drugs_and_arms_are_organised_crime() -> None:
    assert ids("Member States should curb arms trafficking", scheme="themes") == {"organised-crime"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Train judges to identify child victims of trafficking", {"children", "survivors"}),
        ("fr", "Former les juges à repérer les enfants victimes de la traite", {"children", "survivors"}),
        ("es", "Capacitar a jueces para detectar a los niños víctimas de trata", {"children", "survivors"}),
        ("ar", "تدريب القضاة على التعرف على الأطفال ضحايا الاتجار", {"children", "survivors"}),
        ("ru", "Обучать судей выявлять детей, ставших жертвами торговли людьми", {"children", "survivors"}),
        ("zh", "培训法官识别被贩运的儿童受害者", {"children", "survivors"}),
    ],
)
def test_the_same_sentence_gets_the_same_tags_in_six_languages(language: str, text: str, expected: set[str]) -> None:
    assert ids(text, language, "groups") == expected
    assert {"capacity-building", "identification-and-referral"} <= ids(text, language, "interventions")
    assert "trafficking-in-persons" in ids(text, language, "themes")


@pytest.mark.parametrize(
    ("language", "text", "id"),
    [
        ("en", "workers held in debt bondage", "debt-bondage"),
        ("en", "end child marriages", "forced-marriage"),
        ("fr", "le prélèvement d’organes", "organ-removal"),
        ("fr", "le travail forcé", "forced-labour"),
        ("es", "la mendicidad infantil", "forced-begging"),
        ("es", "la servidumbre por deudas", "debt-bondage"),
        ("ar", "العمل القسري", "forced-labour"),
        ("ar", "الزواج القسري", "forced-marriage"),
        ("ru", "сексуальной эксплуатации детей", "sexual-exploitation"),
        ("ru", "вербовка детей вооружёнными группами", "child-soldiering"),
        ("zh", "强迫劳动", "forced-labour"),
        ("zh", "非法收养", "illegal-adoption"),
    ],
)
def test_forms_of_exploitation_are_seen(language: str, text: str, id: str) -> None:
    assert id in ids(text, language, "exploitation")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("assist law enforcement officers", "legislation-and-policy"),
        ("implement the Protocol to Prevent, Suppress and Punish the crime", "prevention"),
        ("the working group met", "workers"),
        ("a manual for social workers", "workers"),
        ("respect international humanitarian law", "humanitarian-crises"),
        ("the ordinary debts of a household", "debt-bondage"),
        ("a laboratory and its laborious work", "labour-rights"),
    ],
)
def test_words_that_mean_something_else_are_left_alone(text: str, id: str) -> None:
    assert id not in ids(text)


def test_a_gap_does_not_reach_over_a_full_stop() -> None:
    assert "survivor-engagement" not in ids("They consult each other. No survivors came", scheme="interventions")
    assert "survivor-engagement" in ids("They consult all known survivors", scheme="interventions")


def test_a_tag_says_which_words_made_it() -> None:
    (tag,) = find_tags("Ban forced begging", "en", VOCABULARY, schemes=("exploitation",))
    assert (tag.id, tag.matched_text) == ("forced-begging", "forced begging")


def test_arabic_particles_are_seen_through() -> None:
    assert "اشخاص" in strip_prefixes("وبالاشخاص")
    assert "لاجيين" in strip_prefixes("للاجيين") or "اجيين" in strip_prefixes("للاجيين")
    assert strip_prefixes("من") == ("من",)
    assert "survivors" in ids("وللضحايا", "ar")


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_any_text_is_tagged_without_an_error_and_in_order(text: str, language: str) -> None:
    result = [tag.id for tag in find_tags(text, language, VOCABULARY)]
    known = [
        c.id
        for scheme in ("themes", "exploitation", "interventions", "groups")
        for c in VOCABULARY.list_concepts(scheme)
    ]
    assert result == [id for id in known if id in result]


@given(st.sampled_from(["en", "fr", "es", "ru"]), st.booleans())
def test_case_does_not_count(language: str, upper: bool) -> None:
    text = {"en": "child victims", "fr": "enfants victimes", "es": "niños víctimas", "ru": "дети жертвы"}[language]
    assert ids(text.upper() if upper else text, language, "groups") == {"children", "survivors"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Crimes other than trafficking in persons are dealt with by the Division"),
        ("en", "data on offences except trafficking"),
        ("en", "These figures do not include trafficking victims"),
        ("fr", "300 infractions, sans compter la traite des personnes"),
        ("es", "300 delitos, sin incluir la trata de personas"),
        ("ar", "جرائم لا تشمل الاتجار بالأشخاص"),
        ("ru", "300 преступлений без учета торговли людьми"),
        ("zh", "犯罪总数不包括人口贩运"),
        ("fr", "les infractions autres que la traite des personnes"),
        ("es", "los delitos distintos de la trata de personas"),
        ("ar", "جرائم غير الاتجار بالأشخاص"),
        ("ru", "преступления, кроме торговли людьми"),
        ("zh", "除人口贩运以外的犯罪"),
        ("en", "drug trafficking, arms trafficking, waste trafficking and trafficking in cultural property"),
        ("fr", "le trafic de drogues, d’armes et de biens culturels"),
        ("es", "el tráfico de drogas, de armas y de bienes culturales"),
        ("ar", "الاتجار بالمخدرات والاتجار بالأسلحة والاتجار بالممتلكات الثقافية"),
        ("ru", "незаконный оборот наркотиков, оружия и культурных ценностей"),
        ("zh", "贩运毒品、贩运武器和贩运文化财产"),
    ],
)
def test_what_is_left_out_or_trafficked_otherwise_is_no_trafficking_in_persons(language: str, text: str) -> None:
    assert "trafficking-in-persons" not in ids(text, language, "themes")


def test_what_an_excluded_term_goes_on_with_is_left_out_too() -> None:
    assert ids("All offences, not counting trafficking victims", scheme="groups") == set()


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("en", "hospitals report each transplant", "organ-removal"),
        ("fr", "déclarer chaque transplantation", "organ-removal"),
        ("es", "declarar cada trasplante", "organ-removal"),
        ("ru", "учитывать каждую трансплантацию", "organ-removal"),
        ("zh", "登记每例器官移植", "organ-removal"),
        ("en", "not punish victims for acts they were forced to commit", "forced-criminality"),
        ("ar", "لا يعاقب الضحايا على أفعال أُجبروا على ارتكابها", "forced-criminality"),
    ],
)
def test_forms_of_exploitation_are_distinguished_from_what_measures_speak_of(
    language: str, text: str, form: str
) -> None:
    assert ids(text, language, "exploitation") == {form}


def test_domestic_servitude_in_chinese_is_no_slavery() -> None:
    assert ids("研究家庭奴役问题", "zh", "exploitation") == {"domestic-servitude"}


@pytest.mark.parametrize(
    ("language", "with_us", "elsewhere"),
    [
        ("en", "Platforms must report trafficking in children", "The forum is a platform for children"),
        ("fr", "Les plateformes signalent la traite des enfants", "Le forum offre aux enfants des plateformes"),
        ("es", "Las plataformas denuncian la trata de niños", "El foro ofrece plataformas a los niños"),
        ("ar", "تبلغ منصات عن الاتجار بالأطفال", "المنتدى منصات للأطفال"),
        ("ru", "Платформы сообщают о торговле детьми", "Форум дает детям платформы"),
        ("zh", "平台举报贩运儿童的行为", "论坛是儿童的平台"),
    ],
)
def test_a_weak_term_counts_next_to_words_of_exploitation_alone(language: str, with_us: str, elsewhere: str) -> None:
    assert {"technology", "child-protection"} <= ids(with_us, language, "themes")
    assert not ids(elsewhere, language, "themes")
    assert ids(elsewhere, language, "groups") == {"children"}


@pytest.mark.parametrize(
    ("language", "text", "id"),
    [
        ("fr", "des formes contemporaines de racisme", "capacity-building"),
        ("fr", "les droits civils et politiques", "legislation-and-policy"),
        ("fr", "condamner fermement ces actes", "investigation-and-prosecution"),
        ("fr", "l’orientation sexuelle", "identification-and-referral"),
        ("fr", "les protestataires se sont réunis", "protection-and-assistance"),
        ("es", "la participación política de todos", "legislation-and-policy"),
        ("ar", "تحقيق الأهداف", "investigation-and-prosecution"),
        ("ru", "в данной области", "data-and-research"),
        ("ru", "подготовка докладов", "capacity-building"),
        ("ru", "законные интересы", "legislation-and-policy"),
        ("zh", "住户调查", "investigation-and-prosecution"),
        ("zh", "该组织在五个国家开展了调查", "investigation-and-prosecution"),
        ("fr", "l’OIT a mené des enquêtes dans cinq pays", "investigation-and-prosecution"),
        ("fr", "une enquête en deux tours auprès d’experts", "investigation-and-prosecution"),
        ("es", "la investigación académica y las encuestas de hogares", "investigation-and-prosecution"),
        ("en", "the empirical evidence", "investigation-and-prosecution"),
    ],
)
def test_words_of_other_meaning_are_no_intervention(language: str, text: str, id: str) -> None:
    assert id not in ids(text, language, "interventions")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "la police a ouvert une enquête pénale"),
        ("fr", "les enquêtes sur la traite"),
        ("es", "la investigación penal de estos delitos"),
        ("es", "los fiscales investigan a las redes"),
        ("zh", "警方侦查了此案"),
        ("zh", "刑事调查"),
    ],
)
def test_investigations_are_of_crime(language: str, text: str) -> None:
    assert "investigation-and-prosecution" in ids(text, language, "interventions")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "une enquête auprès des ménages"),
        ("es", "las encuestas de hogares"),
        ("zh", "住户调查"),
    ],
)
def test_surveys_are_data(language: str, text: str) -> None:
    assert "data-and-research" in ids(text, language, "interventions")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "smuggling of migrants"),
        ("fr", "le trafic illicite de migrants"),
        ("es", "el tráfico ilícito de migrantes"),
        ("ar", "تهريب المهاجرين"),
        ("ru", "незаконный ввоз мигрантов"),
        ("zh", "偷运移民"),
    ],
)
def test_smuggling_of_migrants_is_not_migration_too(language: str, text: str) -> None:
    assert ids(text, language, "themes") == {"migrant-smuggling"}


@pytest.mark.parametrize(
    ("language", "text", "tag"),
    [
        ("en", "the loan must first be worked off, and the loan is never worked off", "debt-bondage"),
        ("en", "women who were sold as brides", "forced-marriage"),
        ("en", "he sold his kidney to a broker", "organ-removal"),
        ("en", "boys who are sent out to steal", "forced-criminality"),
        ("en", "the employer keeps the passports of his drivers", "labour-rights"),
        ("en", "villagers who fled their homes", "displacement"),
        ("fr", "des filles données en mariage", "forced-marriage"),
        ("fr", "les policiers ont fermé les yeux", "corruption"),
        ("fr", "des talibés dans les rues", "forced-begging"),
        ("es", "obligan a los chicos a robar", "forced-criminality"),
        ("es", "encerradas en un burdel", "sexual-exploitation"),
        ("es", "los agentes hicieron la vista gorda", "corruption"),
        ("ar", "انتُزعت كليته في مستشفى خاص", "organ-removal"),
        ("ar", "قيادة الميليشيات", "conflict"),
        ("ru", "девушек держали взаперти", "women"),
        ("ru", "боевики превратили подростков в носильщиков", "child-soldiering"),
        ("ru", "рабский труд на плантациях", "slavery"),
        ("zh", "她们被关进妓院", "sexual-exploitation"),
        ("zh", "扣留工人的护照", "labour-rights"),
        ("zh", "打工还债", "debt-bondage"),
    ],
)
def test_what_is_reported_by_a_verb_is_named_too(language: str, text: str, tag: str) -> None:
    assert tag in ids(text, language)


@pytest.mark.parametrize(
    ("language", "text", "tag"),
    [
        ("en", "The district borders on two others", "border-management"),
        ("en", "Foremen confiscated the passports of the crew", "financial-investigation"),
        ("en", "Health workers visit each village", "labour-rights"),
        ("en", "The family is in debt to a recruiter", "debt-bondage"),
        ("en", "The committee received answers to its questionnaires", "data-and-research"),
        ("fr", "des passeports confisqués par le patron", "financial-investigation"),
        ("es", "las trabajadoras y los trabajadores", "women"),
        ("ar", "مصادرة جوازات السفر", "financial-investigation"),
        ("zh", "贩运人口以外的犯罪", "trafficking-in-persons"),
        ("zh", "与贩运人口无关的罪行", "trafficking-in-persons"),
        ("zh", "没收护照", "financial-investigation"),
    ],
)
def test_words_next_to_a_term_change_its_meaning(language: str, text: str, tag: str) -> None:
    assert tag not in ids(text, language)


def test_arabic_endings_of_objects_and_owners_are_seen_through() -> None:
    assert "طفل" in strip_affixes("طفلا")
    assert "عامل" in strip_affixes("لعاملها")
    assert "بنت" not in strip_affixes("بنتن")
    assert ids("أعادت الجمعية ثلاثين طفلاً إلى المدرسة", "ar", "groups") == {"children"}
    assert "workers" in ids("دفعت الشركة لعمالها ما تأخر من رواتبهم", "ar", "groups")


@pytest.mark.parametrize(
    ("language", "text", "tag"),
    [
        ("en", "Recruitment fees were paid back", "labour-rights"),
        ("fr", "Une avocate reçoit les plaignants le lundi", "access-to-justice"),
        ("es", "La fiscal pidió congelar las cuentas bancarias", "financial-investigation"),
        ("ar", "يحتفظ الكفيل بعقد العمل", "labour-rights"),
        ("ru", "Работодатель не выдал трудовой договор", "labour-rights"),
        ("ru", "Законопроект внесён весной", "legislation-and-policy"),
        ("zh", "雇主拖欠工资", "labour-rights"),
        ("zh", "律师每周到庇护所值班一次", "access-to-justice"),
    ],
)
def test_labour_and_justice_are_named_by_their_own_words(language: str, text: str, tag: str) -> None:
    assert tag in ids(text, language)


@pytest.mark.parametrize(
    ("text", "interventions"),
    [
        ("渔工可在夜校获得法律咨询", {"access-to-justice", "awareness-raising"}),
        ("刑警支队侦破两起案件并赴邻国取证", {"investigation-and-prosecution"}),
        ("社工每月探访渔村", {"protection-and-assistance"}),
        ("立法会关注渔工", set()),
        ("所有新聘教师均须接受背景审查", {"prevention"}),
    ],
)
def test_chinese_terms_tell_what_is_done(text: str, interventions: set[str]) -> None:
    assert ids(text, "zh", "interventions") == interventions
