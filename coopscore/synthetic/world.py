"""The make-believe sector as data: where co-operatives are, what they do, how they begin and end.

Every figure states where it comes from; those marked "assumed" are this project's own. The
histories read nothing but a `World`, so a later world with a known truth is another value of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Province:
    """A province's share of the sector (active co-operatives) and some of its counties."""

    weight: int
    counties: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A branch of activity (`gerayesh`).

    Parameters
    ----------
    share
        Of all co-operatives, 0-1.
    median_members, spread
        Of the log-normal law of members at birth.
    turnover_rial
        Median yearly turnover in rial of 1400.
    subjects
        Words that a co-operative of the branch is named with.
    """

    share: float
    median_members: float
    spread: float
    turnover_rial: float
    subjects: tuple[str, ...]


# Active co-operatives by province: reported figures of 1396-1404; Fars, both Azerbaijans, Kerman,
# Hormozgan, Golestan, Hamadan, Markazi, Bushehr, Chaharmahal, Kohgiluyeh and Alborz are estimates
# that bring the total to about 102,000. Keys are ISO 3166-2:IR (`vocabulary.PROVINCE`).
PROVINCES: Mapping[str, Province] = {
    "23": Province(weight=10_900, counties=("تهران", "ری", "شهریار", "ورامین")),
    "02": Province(weight=8_000, counties=("ساری", "بابل", "آمل", "قائم‌شهر")),
    "07": Province(weight=7_800, counties=("شیراز", "مرودشت", "جهرم", "فسا")),
    "09": Province(weight=7_000, counties=("مشهد", "نیشابور", "سبزوار", "تربت حیدریه")),
    "03": Province(weight=5_300, counties=("تبریز", "مراغه", "مرند", "میانه")),
    "08": Province(weight=5_200, counties=("کرمان", "رفسنجان", "سیرجان", "جیرفت")),
    "06": Province(weight=5_000, counties=("اهواز", "دزفول", "آبادان", "بهبهان")),
    "04": Province(weight=4_500, counties=("ارومیه", "خوی", "مهاباد", "بوکان")),
    "10": Province(weight=3_400, counties=("اصفهان", "کاشان", "نجف‌آباد", "شهرضا")),
    "21": Province(weight=3_370, counties=("یزد", "میبد", "اردکان", "بافق")),
    "05": Province(weight=3_105, counties=("کرمانشاه", "اسلام‌آباد غرب", "سنقر", "هرسین")),
    "15": Province(weight=3_050, counties=("خرم‌آباد", "بروجرد", "دورود", "کوهدشت")),
    "22": Province(weight=3_000, counties=("بندرعباس", "میناب", "بندر لنگه", "قشم")),
    "27": Province(weight=3_000, counties=("گرگان", "گنبد کاووس", "علی‌آباد", "آق‌قلا")),
    "13": Province(weight=2_900, counties=("همدان", "ملایر", "نهاوند", "تویسرکان")),
    "00": Province(weight=2_500, counties=("اراک", "ساوه", "خمین", "محلات")),
    "01": Province(weight=2_470, counties=("رشت", "لاهیجان", "بندر انزلی", "تالش")),
    "18": Province(weight=2_200, counties=("بوشهر", "دشتستان", "گناوه", "دیر")),
    "11": Province(weight=2_140, counties=("زاهدان", "زابل", "چابهار", "ایرانشهر")),
    "14": Province(weight=2_000, counties=("شهرکرد", "بروجن", "فارسان", "لردگان")),
    "28": Province(weight=1_820, counties=("بجنورد", "شیروان", "اسفراین")),
    "12": Province(weight=1_820, counties=("سنندج", "سقز", "مریوان", "بانه")),
    "19": Province(weight=1_695, counties=("زنجان", "ابهر", "خدابنده")),
    "17": Province(weight=1_600, counties=("یاسوج", "گچساران", "دهدشت")),
    "24": Province(weight=1_575, counties=("اردبیل", "مشگین‌شهر", "پارس‌آباد", "خلخال")),
    "16": Province(weight=1_500, counties=("ایلام", "دهلران", "مهران")),
    "20": Province(weight=1_160, counties=("سمنان", "شاهرود", "دامغان", "گرمسار")),
    "25": Province(weight=1_147, counties=("قم",)),
    "30": Province(weight=1_100, counties=("کرج", "ساوجبلاغ", "نظرآباد")),
    "26": Province(weight=983, counties=("قزوین", "تاکستان", "بوئین‌زهرا")),
    "29": Province(weight=726, counties=("بیرجند", "قائن", "فردوس", "طبس")),
}

# Agriculture 25%, industry 23%, construction 16%, the rest 36% (ministry, end of 1398). The split
# within each is assumed from union counts of 1396 and provincial reports; members' medians follow
# "12-26 at birth", with heavy tails for consumers and credit. Turnovers are assumed.
BRANCHES: Mapping[str, Branch] = {
    "کشاورزی": Branch(
        share=0.25,
        median_members=14,
        spread=0.7,
        turnover_rial=9e9,
        subjects=("کشاورزی", "دامداری", "گلخانه‌ای", "پرورش ماهی", "زنبورداری", "باغداری"),
    ),
    "صنعتی": Branch(
        share=0.17,
        median_members=11,
        spread=0.6,
        turnover_rial=24e9,
        subjects=("تولیدی صنعتی", "صنایع غذایی", "صنایع فلزی", "پوشاک", "صنایع پلاستیک"),
    ),
    "معدنی": Branch(
        share=0.03,
        median_members=10,
        spread=0.5,
        turnover_rial=40e9,
        subjects=("معدنی", "سنگ و شن", "صنایع معدنی"),
    ),
    "فرش دستباف": Branch(
        share=0.03,
        median_members=40,
        spread=0.9,
        turnover_rial=4e9,
        subjects=("فرش دستباف", "بافندگان فرش"),
    ),
    "مسکن": Branch(
        share=0.12,
        median_members=60,
        spread=0.9,
        turnover_rial=18e9,
        subjects=("مسکن کارکنان", "مسکن فرهنگیان", "مسکن کارگران", "مسکن مهر"),
    ),
    "عمرانی": Branch(
        share=0.04,
        median_members=10,
        spread=0.5,
        turnover_rial=35e9,
        subjects=("عمرانی", "راه و ساختمان", "تأسیساتی"),
    ),
    "خدماتی": Branch(
        share=0.17,
        median_members=10,
        spread=0.6,
        turnover_rial=10e9,
        subjects=("خدماتی", "خدمات فنی", "خدمات آموزشی", "خدمات رایانه‌ای", "گردشگری"),
    ),
    "حمل و نقل": Branch(
        share=0.06,
        median_members=30,
        spread=0.9,
        turnover_rial=22e9,
        subjects=("حمل و نقل", "مسافربری", "کامیون‌داران", "تاکسیرانی"),
    ),
    "تأمین نیاز مصرف‌کنندگان": Branch(
        share=0.07,
        median_members=220,
        spread=1.3,
        turnover_rial=30e9,
        subjects=("مصرف کارکنان", "مصرف فرهنگیان", "مصرف کارگران", "مصرف محلی"),
    ),
    "تأمین نیاز تولیدکنندگان": Branch(
        share=0.05,
        median_members=60,
        spread=1.0,
        turnover_rial=45e9,
        subjects=("تأمین نیاز صنعتگران", "تأمین نیاز مرغداران", "تأمین نیاز نانوایان"),
    ),
    "اعتبار": Branch(
        share=0.01,
        median_members=400,
        spread=1.3,
        turnover_rial=60e9,
        subjects=("اعتبار کارکنان", "اعتبار"),
    ),
}

# Second halves of names: virtues, flowers and places, as co-operatives choose them.
EPITHETS = (
    "امید", "تلاش", "همت", "وحدت", "نوید", "آینده‌سازان", "سپیده", "مهر", "یاس", "نرگس", "لاله",
    "شقایق", "البرز", "زاگرس", "دماوند", "سهند", "الوند", "پارس", "آریا", "سبلان", "کوثر", "ایثار",
    "ولیعصر", "شکوفه", "بهار", "سبز دشت", "زرین", "پیشگام", "پیشرو", "کارآفرین", "همیاران",
    "یاران", "رهروان", "نگین", "الماس", "فیروزه", "آفتاب", "ستاره", "افق", "رویش", "جوانه", "باران",
)  # fmt: skip

# Nearly all are conventional; the rest is assumed from counts of unions (613 of 94,132 active) and
# from the number of counties.
LEGAL_FORMS: Mapping[str, float] = {
    "متعارف": 0.955,
    "سهامی عام": 0.018,
    "توسعه و عمران شهرستانی": 0.012,
    "فراگیر ملی": 0.001,
    "اتحادیهٔ شهرستانی": 0.010,
    "اتحادیهٔ استانی": 0.004,
}

# The month that opens the fiscal year; Farvardin unless the statute says otherwise. Shares assumed.
FISCAL_FIRST_MONTHS: Mapping[int, float] = {1: 0.93, 7: 0.04, 10: 0.03}

# Reasons of dissolution in the words of Art. 54 of the Co-operative Sector Act. Shares assumed.
EXIT_REASONS: Mapping[str, float] = {
    "voluntary": 0.30,
    "stopped_over_1y": 0.36,
    "members_below_floor": 0.12,
    "term_expired": 0.12,
    "three_warnings": 0.07,
    "bankruptcy": 0.03,
}

# Consumer prices, 1400 = 100: central bank (urban) to 1394, statistics centre (national) after;
# 1389 worked back from the 21.5% of 1390, 1404 provisional. Years beyond grow by `inflation`.
PRICES: Mapping[int, float] = {
    1389: 9.4, 1390: 11.4, 1391: 14.9, 1392: 20.0, 1393: 23.2, 1394: 25.9, 1395: 28.2, 1396: 30.6,
    1397: 38.8, 1398: 52.3, 1399: 71.3, 1400: 100.0, 1401: 145.8, 1402: 205.1, 1403: 271.8,
    1404: 400.0,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class World:
    """A sector to draw histories from: places and branches, and the laws of life in it.

    Health is a standard normal level; odds of a bad turn fall by a factor exp(slope) for each
    standard deviation of it. Rates are yearly, at mean health, of the co-operatives at risk.
    """

    provinces: Mapping[str, Province] = field(default_factory=lambda: PROVINCES)
    branches: Mapping[str, Branch] = field(default_factory=lambda: BRANCHES)
    legal_forms: Mapping[str, float] = field(default_factory=lambda: LEGAL_FORMS)
    fiscal_first_months: Mapping[int, float] = field(default_factory=lambda: FISCAL_FIRST_MONTHS)
    exit_reasons: Mapping[str, float] = field(default_factory=lambda: EXIT_REASONS)
    prices: Mapping[int, float] = field(default_factory=lambda: PRICES)
    epithets: tuple[str, ...] = EPITHETS
    inflation: float = 0.35  # beyond the price table; assumed

    recorded_years: int = 14  # of filings and assemblies; older ones were never migrated
    oldest_birth: int = 1355  # Jalali; assumed
    birth_rate: float = 0.04  # of the stock a year: 3,557-4,111 births on 92,000-99,000 active
    spike_year: int = 1391  # 11,201 births in that year alone
    spike: float = 2.8
    spike_health: float = -0.35  # South African audits: mass formation ends in dormancy

    health_persistence: float = 0.9  # yearly, assumed
    health_fixed: float = 0.4  # share of the variance that a co-operative keeps for life
    exit_rate: float = 0.0080  # with the slope, 2-5% of the live a year
    exit_slope: float = 2.4
    finite_branch: str = "مسکن"  # housing ends when the homes stand: completion, not failure
    completion_rate: float = 0.006  # of that branch, yearly, whatever the health; assumed
    dormant_exit_odds: float = 2.2  # dormant ones are struck off more often
    merger_rate: float = 0.002  # assumed
    dormancy_rate: float = 0.03  # with the slope, gross 3-6% a year
    dormancy_slope: float = 1.2
    revival_rate: float = 0.04  # 1-3% outside campaigns, more in them
    dormant_at_start: float = 0.15  # assumed; national 35% counts all who ever registered

    # Shares of all ever born at mean health that miss a duty or are late with it. Those awake and
    # alive are healthier: of them about 30% miss the assembly (25-40%), 23% hold it late (about
    # 20%) and 45-48% in time (40-55%). For statements the shares are assumed.
    assembly_missed: float = 0.41
    assembly_late: float = 0.19
    statement_missed: float = 0.32
    statement_late: float = 0.23
    act_noise: float = 0.75
    dormant_acts: float = 0.12  # share of duties that a dormant one still meets; assumed

    term_years: int = 3  # of a board, in present practice; an inspector is chosen for one
    reelected: float = 0.6  # share of a board that is elected again; assumed
    audited_above: float = 25e9  # median yearly turnover in rial of 1400; assumed
    corrected: float = 0.01  # of statements, later; assumed
    annulled: float = 0.004  # of assemblies, later; assumed
    moved: float = 0.01  # to another county, yearly; assumed
    rare_exit_delay: float = 0.005  # exits recorded after more than three months
