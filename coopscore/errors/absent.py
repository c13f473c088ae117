"""What was asked for and is not on record."""

from coopscore.errors.tree import NotFound
from coopscore.language import Text


class UnknownCooperative(NotFound):
    """An id that no registered co-operative carries."""

    code = "unknown_cooperative"
    found = Text(
        en="No co-operative {coop_id} is on record.",
        fa="تعاونی {coop_id} در سوابق نیست.",
    )
    remedy = Text(
        en="Check the id, or ingest the registry file that holds it.",
        fa="شناسه را بررسی کنید یا فایل ثبتی آن را وارد کنید.",
    )


class NotScored(NotFound):
    """A co-operative without a score on the day asked for."""

    code = "not_scored"
    found = Text(
        en="{coop_id} has no {spec} score on or before {as_of}.",
        fa="تعاونی {coop_id} تا تاریخ {as_of} امتیاز {spec} ندارد.",
    )
    remedy = Text(
        en="Run `coopscore score {spec} --as-of DAY`, or ask for a later day.",
        fa="دستور `coopscore score {spec} --as-of DAY` را اجرا کنید یا روزی دیرتر بخواهید.",
    )


class UnknownBatch(NotFound):
    """A number that no sealed batch of facts carries."""

    code = "unknown_batch"
    found = Text(
        en="There is no sealed batch {batch}.",
        fa="دستهٔ مهرشدهٔ {batch} وجود ندارد.",
    )
    remedy = Text(
        en="Leave the batch out to read the newest, or name one from a receipt.",
        fa="برای خواندن تازه‌ترین دسته شماره ندهید، یا شماره‌ای از یک رسید بدهید.",
    )


class NothingSetAside(NotFound):
    """A delivery or rows that the quarantine does not hold."""

    code = "nothing_set_aside"
    found = Text(
        en="Nothing is set aside under {asked}.",
        fa="زیر نام {asked} چیزی کنار گذاشته نشده است.",
    )
    remedy = Text(
        en="`coopscore quarantine list` names what is.",
        fa="`coopscore quarantine list` آنچه را هست نام می‌برد.",
    )


class UnknownSpec(NotFound):
    """A spec name that stands for no file."""

    code = "unknown_spec"
    found = Text(
        en="There is no spec {spec}. Specs: {allowed}.",
        fa="مشخصات {spec} وجود ندارد. موجود: {allowed}.",
    )
    remedy = Text(
        en="Name one of them, or give the path of a TOML file.",
        fa="یکی از آن‌ها یا نشانی یک فایل TOML را بدهید.",
    )


class UnknownName(NotFound):
    """A feature, cohort, label or engine that no definition carries."""

    code = "unknown_name"
    found = Text(
        en="There is no {kind} {name}. Known: {allowed}.",
        fa="{kind} با نام {name} وجود ندارد. موجود: {allowed}.",
    )
    remedy = Text(en="Choose a known name.", fa="نامی موجود را برگزینید.")


class NoBundle(NotFound):
    """A spec that was never trained in this home."""

    code = "no_bundle"
    found = Text(
        en="No model has been trained for {spec} yet.",
        fa="هنوز مدلی برای {spec} ساخته نشده است.",
    )
    remedy = Text(
        en="Run `coopscore train {spec}` first.",
        fa="نخست `coopscore train {spec}` را اجرا کنید.",
    )


class NoPeerTable(NotFound):
    """A table of peers that was never made, where only some co-operatives are asked for."""

    code = "no_peer_table"
    found = Text(
        en="No peer table of the cohort {cohort} was made for {days} from batch {batch}.",
        fa="برای گروه {cohort} در {days} از دستهٔ {batch} جدول همتایان ساخته نشده است.",
    )
    remedy = Text(
        en=(
            "Build or score the whole cohort for that day first; a table made of some "
            "co-operatives would be wrong."
        ),
        fa=(
            "نخست ویژگی‌ها یا امتیاز همهٔ گروه را برای آن روز بسازید؛ جدولی که از چند تعاونی "
            "ساخته شود نادرست است."
        ),
    )


class NoDossier(NotFound):
    """A score of which no dossier was made."""

    code = "no_dossier"
    found = Text(
        en="No dossier was made of score {score_id}.",
        fa="از امتیاز {score_id} پرونده‌ای ساخته نشده است.",
    )
    remedy = Text(
        en="Run `coopscore dossiers SPEC --as-of DAY` for the day of the score.",
        fa="برای روز آن امتیاز `coopscore dossiers SPEC --as-of DAY` را اجرا کنید.",
    )


class UnknownOverride(NotFound):
    """A number that no override carries."""

    code = "unknown_override"
    found = Text(en="There is no override {number}.", fa="تعدیلی با شمارهٔ {number} نیست.")
    remedy = Text(
        en="`coopscore override list` names what there is.",
        fa="`coopscore override list` آنچه را هست نام می‌برد.",
    )
