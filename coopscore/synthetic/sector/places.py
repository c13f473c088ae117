"""Provinces and some of their counties: how many co-operatives each has, and how many act.

Weights are active co-operatives by province, of the reports of 1396 to 1404: Tehran, Mazandaran,
both named Khorasans, Khuzestan, Isfahan, Yazd, Kermanshah, Lorestan, Gilan, Sistan, Kurdistan,
Zanjan, Ardabil, Ilam, Semnan, Qom and Qazvin are published; the other twelve are estimates that
bring the total to about 102,000 (domain 9.3, 9.4b). Visits a year are published for South Khorasan
(1.8 in 1398) and planned for Kermanshah (.59 to .88); others are drawn between .6 and 1.8.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Province:
    """A province and what is published of it.

    Parameters
    ----------
    code : str
        ISO 3166-2:IR of 2020 (`vocabulary.PROVINCE`).
    weight : int
        Active co-operatives about 1404.
    counties : tuple of str
        The largest first; it holds most co-operatives.
    active : float or None, 0-1
        Published share of the stock that is active; None: drawn.
    visits : float or None
        Published supervision acts a year and active co-operative; None: drawn.
    noticing : float, 0-1
        How readily a silent or ended co-operative is entered as such beside other provinces, until
        the first campaign there. Low where it found the register full of dead entries.
    """

    code: str
    weight: int
    counties: tuple[str, ...]
    active: float | None = None
    visits: float | None = None
    noticing: float = 1.0


PROVINCES: tuple[Province, ...] = (
    Province(
        code="00",
        weight=2_500,
        counties=("اراک", "ساوه", "خمین", "محلات", "دلیجان"),
    ),
    Province(
        code="01",
        weight=2_470,
        counties=("رشت", "لاهیجان", "بندر انزلی", "تالش", "لنگرود", "آستارا"),
    ),
    Province(
        code="02",
        weight=8_000,
        counties=("ساری", "بابل", "آمل", "قائم‌شهر", "تنکابن", "نوشهر", "بهشهر"),
        active=0.56,  # 8,000 of 14,180
    ),
    Province(
        code="03",
        weight=5_300,
        counties=("تبریز", "مراغه", "مرند", "میانه", "اهر", "بناب"),
    ),
    Province(
        code="04",
        weight=4_500,
        counties=("ارومیه", "خوی", "مهاباد", "بوکان", "میاندوآب", "سلماس"),
    ),
    Province(
        code="05",
        weight=3_105,
        counties=("کرمانشاه", "اسلام‌آباد غرب", "سنقر", "هرسین", "پاوه", "جوانرود"),
        visits=0.72,  # between the plan of 1,825 acts and the wish for half as many again
    ),
    Province(
        code="06",
        weight=5_000,
        counties=("اهواز", "دزفول", "آبادان", "بهبهان", "شوشتر", "ایذه"),
    ),
    Province(
        code="07",
        weight=7_800,
        counties=("شیراز", "مرودشت", "جهرم", "فسا", "کازرون", "لار", "داراب"),
    ),
    Province(
        code="08",
        weight=5_200,
        counties=("کرمان", "رفسنجان", "سیرجان", "جیرفت", "بم", "زرند"),
    ),
    Province(
        code="09",
        weight=7_000,
        counties=("مشهد", "نیشابور", "سبزوار", "تربت حیدریه", "قوچان", "کاشمر", "تربت جام"),
    ),
    Province(
        code="10",
        weight=3_400,
        counties=("اصفهان", "کاشان", "نجف‌آباد", "شهرضا", "خمینی‌شهر", "گلپایگان"),
        active=0.50,  # "about half" of 6,800
    ),
    Province(
        code="11",
        weight=2_140,
        counties=("زاهدان", "زابل", "چابهار", "ایرانشهر", "سراوان", "خاش"),
    ),
    Province(
        code="12",
        weight=1_820,
        counties=("سنندج", "سقز", "مریوان", "بانه", "قروه"),
    ),
    Province(
        code="13",
        weight=2_900,
        counties=("همدان", "ملایر", "نهاوند", "تویسرکان", "اسدآباد"),
    ),
    Province(
        code="14",
        weight=2_000,
        counties=("شهرکرد", "بروجن", "فارسان", "لردگان"),
    ),
    Province(
        code="15",
        weight=3_050,
        counties=("خرم‌آباد", "بروجرد", "دورود", "کوهدشت", "الیگودرز"),
        active=0.51,  # 3,049 of 6,000
    ),
    Province(
        code="16",
        weight=1_500,
        counties=("ایلام", "دهلران", "مهران", "دره‌شهر"),
    ),
    Province(
        code="17",
        weight=1_600,
        counties=("یاسوج", "گچساران", "دهدشت"),
    ),
    Province(
        code="18",
        weight=2_200,
        counties=("بوشهر", "دشتستان", "گناوه", "دیر", "کنگان"),
    ),
    Province(
        code="19",
        weight=1_695,
        counties=("زنجان", "ابهر", "خدابنده", "خرمدره"),
    ),
    Province(
        code="20",
        weight=1_160,
        counties=("سمنان", "شاهرود", "دامغان", "گرمسار"),
    ),
    Province(
        code="21",
        weight=3_370,
        counties=("یزد", "میبد", "اردکان", "بافق", "تفت"),
        active=0.58,  # 3,367 of 5,826
    ),
    Province(
        code="22",
        weight=3_000,
        counties=("بندرعباس", "میناب", "بندر لنگه", "قشم", "رودان"),
    ),
    Province(
        code="23",
        weight=10_900,
        counties=("تهران", "ری", "شهریار", "ورامین", "اسلامشهر", "دماوند", "پاکدشت"),
    ),
    Province(
        code="24",
        weight=1_575,
        counties=("اردبیل", "مشگین‌شهر", "پارس‌آباد", "خلخال", "گرمی"),
        active=0.50,  # 788 of 1,576 in one report
    ),
    Province(
        code="25",
        weight=1_147,
        counties=("قم", "جعفرآباد", "کهک"),
        active=0.38,  # assumed: its register was full of dead entries ...
        noticing=0.05,  # ... until the campaign that cut its base by 43%
    ),
    Province(
        code="26",
        weight=983,
        counties=("قزوین", "تاکستان", "بوئین‌زهرا", "آبیک"),
        active=0.33,  # about two thirds of all dormant
    ),
    Province(
        code="27",
        weight=3_000,
        counties=("گرگان", "گنبد کاووس", "علی‌آباد", "آق‌قلا", "کردکوی"),
    ),
    Province(
        code="28",
        weight=1_820,
        counties=("بجنورد", "شیروان", "اسفراین", "آشخانه"),
        active=0.487,  # 1,819 of 3,735
    ),
    Province(
        code="29",
        weight=726,
        counties=("بیرجند", "قائن", "فردوس", "طبس", "نهبندان"),
        active=0.47,  # assumed; no stock is published
        visits=1.8,
        noticing=0.3,  # 1,046 called active in 1397, 911 a year later, 726 in 1404
    ),
    Province(
        code="30",
        weight=1_100,
        counties=("کرج", "ساوجبلاغ", "نظرآباد", "فردیس"),
    ),
)
