"""Branches of activity (`gerayesh`), by the groups of the ministry's statistics.

Of the active at the end of 1398 agriculture had 25%, industry 23%, construction 16%, all others
36%; trade had 13% of members at 400 each, finance 77% at 15,420 each, which makes 9.5% and 1.5% of
co-operatives (domain 9.2). The split within a group is assumed from unions and provincial reports.
"""

from dataclasses import dataclass

ISIC_GROUPS = (
    "agriculture",
    "industry",
    "construction",
    "trade",
    "transport",
    "finance",
    "real_estate_business",
    "other_services",
)


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A branch of activity.

    Parameters
    ----------
    share : float, 0-1
        Of all that ever registered.
    group : str
        One of `ISIC_GROUPS`.
    kind : str
        production, distribution or production_distribution.
    median_members, spread : float
        Of the log-normal law of members at foundation before 1391; those founded later are small
        whatever the branch (12 to 20 at birth).
    jobs : float
        Mean jobs planned.
    turnover : float
        Median of a year, rial of 1400; assumed.
    subjects : tuple of str
        Words that a co-operative of the branch is named with.
    women : float, 0-1
        Share of women's co-operatives: 44.5% of them are in industry, 20% in agriculture.
    never_operating : float, 0-1
        Share that stays under implementation for good.
    implementation : float
        Median years until operation starts, of the others.
    silence : float
        Log-odds of falling silent beside other branches: 36.8% of construction are active, many
        having finished what they were formed for.
    """

    name: str
    share: float
    group: str
    kind: str
    median_members: float
    spread: float
    jobs: float
    turnover: float
    subjects: tuple[str, ...]
    women: float = 0.08
    never_operating: float = 0.02
    implementation: float = 0.6
    silence: float = 0.0


BRANCHES: tuple[Branch, ...] = (
    Branch(
        name="کشاورزی",
        share=0.235,
        group="agriculture",
        kind="production",
        median_members=16,
        spread=0.8,
        jobs=13,
        turnover=9e9,
        subjects=("کشاورزی", "دامداری", "گلخانه‌ای", "پرورش ماهی", "زنبورداری", "باغداری"),
        women=0.094,
    ),
    Branch(
        name="صنعتی",
        share=0.165,
        group="industry",
        kind="production",
        median_members=13,
        spread=0.7,
        jobs=16,
        turnover=24e9,
        subjects=("تولیدی صنعتی", "صنایع غذایی", "صنایع فلزی", "پوشاک", "صنایع پلاستیک"),
        women=0.225,
        never_operating=0.27,  # a third of the industry's active are not operating yet
        implementation=2.0,
    ),
    Branch(
        name="معدنی",
        share=0.025,
        group="industry",
        kind="production",
        median_members=11,
        spread=0.6,
        jobs=17,
        turnover=40e9,
        subjects=("معدنی", "سنگ و شن", "صنایع معدنی"),
        women=0.02,
        never_operating=0.27,
        implementation=2.0,
    ),
    Branch(
        name="فرش دستباف",
        share=0.03,
        group="industry",
        kind="production_distribution",
        median_members=40,
        spread=0.9,
        jobs=24,
        turnover=4e9,
        subjects=("فرش دستباف", "بافندگان فرش"),
        women=0.3,
        never_operating=0.05,
    ),
    Branch(
        name="صنایع دستی",
        share=0.01,
        group="industry",
        kind="production",
        median_members=12,
        spread=0.6,
        jobs=12,
        turnover=3e9,
        subjects=("صنایع دستی", "سفال و سرامیک", "گلیم و جاجیم"),
        women=0.5,
        never_operating=0.05,
    ),
    Branch(
        name="مسکن",
        share=0.115,
        group="construction",
        kind="distribution",
        median_members=70,
        spread=0.9,
        jobs=22,
        turnover=18e9,
        subjects=("مسکن کارکنان", "مسکن فرهنگیان", "مسکن کارگران", "مسکن مهر"),
        women=0.01,
        never_operating=0.01,
        silence=0.55,
    ),
    Branch(
        name="عمرانی",
        share=0.045,
        group="construction",
        kind="production",
        median_members=10,
        spread=0.5,
        jobs=25,
        turnover=35e9,
        subjects=("عمرانی", "راه و ساختمان", "تأسیساتی"),
        women=0.02,
        never_operating=0.01,
        silence=0.55,
    ),
    Branch(
        name="تأمین نیاز مصرف‌کنندگان",
        share=0.05,
        group="trade",
        kind="distribution",
        median_members=170,
        spread=1.3,
        jobs=9,
        turnover=30e9,
        subjects=("مصرف کارکنان", "مصرف فرهنگیان", "مصرف کارگران", "مصرف محلی"),
    ),
    Branch(
        name="تأمین نیاز تولیدکنندگان",
        share=0.03,
        group="trade",
        kind="production_distribution",
        median_members=170,
        spread=1.3,
        jobs=11,
        turnover=45e9,
        subjects=("تأمین نیاز صنعتگران", "تأمین نیاز مرغداران", "تأمین نیاز نانوایان"),
        women=0.02,
    ),
    Branch(
        name="تأمین نیاز صنوف خدماتی",
        share=0.015,
        group="trade",
        kind="distribution",
        median_members=170,
        spread=1.3,
        jobs=9,
        turnover=20e9,
        subjects=("تأمین نیاز آرایشگران", "تأمین نیاز خیاطان", "تأمین نیاز تعمیرکاران"),
    ),
    Branch(
        name="حمل و نقل",
        share=0.06,
        group="transport",
        kind="production",
        median_members=30,
        spread=0.8,
        jobs=16,
        turnover=22e9,
        subjects=("حمل و نقل", "مسافربری", "کامیون‌داران", "تاکسیرانی"),
        women=0.01,
    ),
    Branch(
        name="اعتبار",
        share=0.005,
        group="finance",
        kind="distribution",
        median_members=900,
        spread=1.3,
        jobs=20,
        turnover=60e9,
        subjects=("اعتبار کارکنان", "اعتبار فرهنگیان", "اعتبار"),
        women=0.01,
    ),
    Branch(
        name="سهام عدالت",
        share=0.010,
        group="finance",
        kind="distribution",
        median_members=14_000,
        spread=0.9,
        jobs=60,
        turnover=15e9,
        subjects=("سهام عدالت",),
        women=0.0,
    ),
    Branch(
        name="املاک و خدمات کسب‌وکار",
        share=0.03,
        group="real_estate_business",
        kind="production",
        median_members=10,
        spread=0.5,
        jobs=12,
        turnover=12e9,
        subjects=("مشاوره و طراحی", "خدمات بازرگانی", "خدمات رایانه‌ای"),
        women=0.11,
    ),
    Branch(
        name="خدماتی",
        share=0.175,
        group="other_services",
        kind="production",
        median_members=11,
        spread=0.6,
        jobs=17,
        turnover=10e9,
        subjects=("خدماتی", "خدمات فنی", "خدمات آموزشی", "گردشگری", "بهداشت و درمان"),
        women=0.11,
    ),
)
