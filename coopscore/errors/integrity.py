"""Records, facts and models that are not what was written."""

from coopscore.errors.tree import RunRefused
from coopscore.language import Text


class BrokenMatrix(RunRefused):
    """A feature matrix file that is incomplete, was changed, or rests on other definitions."""

    code = "broken_matrix"
    found = Text(
        en="The feature matrix in {path} is not what was written: {reason}.",
        fa="ماتریس ویژگی‌ها در {path} همان نیست که نوشته شده بود: {reason}.",
    )
    remedy = Text(
        en="Build it again with `coopscore features build`.",
        fa="آن را با `coopscore features build` دوباره بسازید.",
    )


class BrokenPeerTable(RunRefused):
    """A peer table file that is incomplete, was changed, or is about something else."""

    code = "broken_peer_table"
    found = Text(
        en="The peer table in {path} is not what was written: {reason}.",
        fa="جدول همتایان در {path} همان نیست که نوشته شده بود: {reason}.",
    )
    remedy = Text(
        en="Delete the file, and build the whole cohort again; the same facts give the same table.",
        fa="فایل را پاک کنید و همهٔ گروه را دوباره بسازید؛ همان داده‌ها همان جدول را می‌دهد.",
    )


class BrokenBundle(RunRefused):
    """A model folder that is incomplete or was changed after it was written."""

    code = "broken_bundle"
    found = Text(
        en="The model in {path} is not what was written: {reason}.",
        fa="مدل موجود در {path} همان نیست که نوشته شده بود: {reason}.",
    )
    remedy = Text(
        en="Train again, or restore the folder.", fa="دوباره آموزش دهید یا پوشه را بازگردانید."
    )


class AlreadyWritten(RunRefused):
    """A score that claims a key which holds other numbers."""

    code = "already_written"
    found = Text(
        en="{coop_id} already has another {version} score for {as_of} from batch {batch}.",
        fa="تعاونی {coop_id} برای {as_of} از دستهٔ {batch} امتیاز دیگری از {version} دارد.",
    )
    remedy = Text(
        en="Scores are never overwritten; report this, it should not happen.",
        fa="امتیازها بازنویسی نمی‌شوند؛ این مورد را گزارش کنید، نباید رخ دهد.",
    )


class BrokenChain(RunRefused):
    """An audit log whose entries no longer hash together."""

    code = "broken_chain"
    found = Text(
        en="The audit log is broken at entry {entry}.",
        fa="دفتر بازرسی در ردیف {entry} شکسته است.",
    )
    remedy = Text(
        en="Restore the records from backup and find out who changed them.",
        fa="سوابق را از پشتیبان بازگردانید و ببینید چه کسی آن را تغییر داده است.",
    )


class BrokenScores(RunRefused):
    """Scores that no run on record wrote, that were changed, or that are gone."""

    code = "broken_scores"
    found = Text(
        en="The scorebook is not what was written at number {numbers} (score {score_id}).",
        fa="دفتر امتیازها در شمارهٔ {numbers} (امتیاز {score_id}) همان نیست که نوشته شده بود.",
    )
    remedy = Text(
        en="Restore the records from backup and find out who changed them.",
        fa="سوابق را از پشتیبان بازگردانید و ببینید چه کسی آن را تغییر داده است.",
    )


class BrokenFacts(RunRefused):
    """A file of facts that is gone, or differs from what its batch was sealed with."""

    code = "broken_facts"
    found = Text(
        en="{path} is not what batch {batch} was sealed with.",
        fa="فایل {path} همان نیست که دستهٔ {batch} با آن مهر شد.",
    )
    remedy = Text(en="Restore the facts from backup.", fa="داده‌ها را از پشتیبان بازگردانید.")


class UnreadableFacts(RunRefused):
    """A table of facts whose files are damaged or missing."""

    code = "unreadable_facts"
    found = Text(
        en="The facts in {path} cannot be read: {reason}.",
        fa="داده‌های موجود در {path} خوانده نمی‌شود: {reason}.",
    )
    remedy = Text(en="Restore the facts from backup.", fa="داده‌ها را از پشتیبان بازگردانید.")


class UnreadableRecords(RunRefused):
    """A records database that cannot be opened."""

    code = "unreadable_records"
    found = Text(
        en="The records in {path} cannot be opened: {reason}.",
        fa="سوابق موجود در {path} باز نمی‌شود: {reason}.",
    )
    remedy = Text(
        en="Open them with the version that wrote them, or restore them from backup.",
        fa="آن را با نسخه‌ای که نوشته است باز کنید یا از پشتیبان بازگردانید.",
    )


class UnreachableRecords(RunRefused):
    """A records database whose server does not let this program in, or does not answer."""

    code = "unreachable_records"
    found = Text(
        en="The records in {path} cannot be reached: {reason}.",
        fa="سوابق موجود در {path} در دسترس نیست: {reason}.",
    )
    remedy = Text(
        en="Start the database's server, or set COOPSCORE_RECORDS to where it is.",
        fa="سرور پایگاه داده را راه بیندازید یا نشانی آن را در COOPSCORE_RECORDS بگذارید.",
    )


class ForeignRecords(RunRefused):
    """Records that are not those which the facts of a home were taken in with."""

    code = "foreign_records"
    found = Text(
        en="The records in {records} are not those of the home {path}.",
        fa="سوابق موجود در {records} از آنِ خانهٔ دادهٔ {path} نیست.",
    )
    remedy = Text(
        en="Set COOPSCORE_RECORDS to the database that the home was begun with, or begin another.",
        fa=(
            "در COOPSCORE_RECORDS پایگاه داده‌ای را بگذارید که خانهٔ داده با آن آغاز شده است، یا "
            "خانهٔ دیگری آغاز کنید."
        ),
    )


class BrokenPersonKey(RunRefused):
    """A file of the persons' key that holds no whole key."""

    code = "broken_person_key"
    found = Text(
        en="The persons' key in {path} has {bytes} bytes in the place of {expected}.",
        fa="کلید اشخاص در {path} به جای {expected} بایت {bytes} بایت دارد.",
    )
    remedy = Text(
        en=(
            "Put the copy that was kept of it back. If there is none, delete the file: a new key "
            "is made, and nobody on record is known again."
        ),
        fa=(
            "نسخهٔ پشتیبان آن را بازگردانید. اگر نسخه‌ای نیست فایل را پاک کنید: کلید تازه‌ای ساخته "
            "می‌شود و هیچ‌یک از اشخاص ثبت‌شده دیگر شناخته نمی‌شود."
        ),
    )


class BrokenDossiers(RunRefused):
    """Dossiers that no run on record wrote, that were changed, or that are gone."""

    code = "broken_dossiers"
    found = Text(
        en="The dossiers are not what was written at number {number}.",
        fa="پرونده‌ها در شمارهٔ {number} همان نیست که نوشته شده بود.",
    )
    remedy = Text(
        en="Restore the records from backup and find out who changed them.",
        fa="سوابق را از پشتیبان بازگردانید و ببینید چه کسی آن را تغییر داده است.",
    )


class BrokenOverrides(RunRefused):
    """Overrides that nobody on record gave, that were changed, or that are gone."""

    code = "broken_overrides"
    found = Text(
        en="The book of overrides is not what was written at number {number}.",
        fa="دفتر تعدیل‌ها در شمارهٔ {number} همان نیست که نوشته شده بود.",
    )
    remedy = Text(
        en="Restore the records from backup and find out who changed them.",
        fa="سوابق را از پشتیبان بازگردانید و ببینید چه کسی آن را تغییر داده است.",
    )
