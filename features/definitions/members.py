"""Who carries the co-operative: its members and its staff, year by year."""

from coopscore.language import Text
from features.spec import Feature, States, ratio

figures = States("yearly_figures", happened="year_end", known="received_on")

FEATURES = (
    Feature(
        name="members_latest",
        value=figures.latest("members"),
        unit="persons",
        missing=None,  # not reported is not "nobody"
        risk="none",  # the effect of size bends: both the small and the large leave less
        concept="members",
        title=Text(en="Members, latest figures", fa="شمار اعضا در آخرین آمار"),
    ),
    Feature(
        name="members_change",
        value=figures.change("members"),
        unit="persons",
        missing=None,  # one year's figures show no movement
        risk="none",  # follows the co-operative's size
        concept="members",
        title=Text(
            en="Change of members since the figures before",
            fa="تغییر شمار اعضا نسبت به آمار پیشین",
        ),
    ),
    Feature(
        name="members_growth",
        value=ratio(figures.latest("members"), figures.latest("members", nth=2)),
        unit="ratio",
        missing=None,  # one year's figures show no movement
        risk="falls",
        concept="members",
        title=Text(
            en="Members over those of the figures before",
            fa="نسبت شمار اعضا به آمار پیشین",
        ),
    ),
    Feature(
        name="employees_latest",
        value=figures.latest("employees"),
        unit="persons",
        missing=None,  # not reported is not "nobody"
        risk="none",
        concept="members",
        title=Text(en="Employees, latest figures", fa="شمار کارکنان در آخرین آمار"),
    ),
    Feature(
        name="employees_change",
        value=figures.change("employees"),
        unit="persons",
        missing=None,  # one year's figures show no movement
        risk="none",  # follows the co-operative's size
        concept="members",
        title=Text(
            en="Change of employees since the figures before",
            fa="تغییر شمار کارکنان نسبت به آمار پیشین",
        ),
    ),
    Feature(
        name="employees_per_member",
        value=ratio(figures.latest("employees"), figures.latest("members")),
        unit="ratio",
        missing=None,  # one of the two was not reported
        risk="none",  # a workers' co-operative employs its members, a consumers' one does not
        concept="members",
        title=Text(en="Employees over members", fa="نسبت کارکنان به اعضا"),
    ),
    Feature(
        name="days_since_figures",
        value=figures.since(),
        unit="days",
        missing=None,  # never reported is unknown, not long ago
        risk="none",  # moves for everybody where a source collects more slowly
        concept="members",
        title=Text(
            en="Days since the end of the last year with figures",
            fa="روزهای گذشته از پایان آخرین سال دارای آمار",
        ),
    ),
)
