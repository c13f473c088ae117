"""What the award committee's desk refuses."""

from coopscore.errors.tree import RunRefused
from coopscore.language import Text


class DisconnectedJury(RunRefused):
    """Marks that leave entries in groups which no juror has in common."""

    code = "disconnected_jury"
    found = Text(
        en=(
            "The jury falls apart into {count} groups, and no juror marked entries of two of them: "
            "{groups}. Whose jurors are more severe cannot be told."
        ),
        fa=(
            "هیئت داوران به {count} گروه جدا تقسیم شده و هیچ داوری به شرکت‌کنندگان دو گروه نمره "
            "نداده است: {groups}. نمی‌توان گفت داوران کدام گروه سخت‌گیرترند."
        ),
    )
    remedy = Text(
        en="Let one juror mark entries of both groups, or judge each group on its own.",
        fa="بگذارید یک داور به شرکت‌کنندگان هر دو گروه نمره دهد، یا هر گروه را جداگانه داوری کنید.",
    )
