"""Key moments as the hall has set them up, and who has the guideposts quiet. Named SQL."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from storeops.base.business_time import stamp
from storeops.quality.guideposts.guidepost import MomentTexts
from storeops.quality.ratings.answer_words import answers_in
from storeops.quality.ratings.moments import Moment
from storeops.store import rows
from storeops.store.traced_rows import TracedTable

TRACED_MOMENTS = TracedTable(
    "moment",
    (
        *("code", "position", "name_zh", "name_en", "core_need_zh", "core_need_en", "norm_zh", "norm_en"),
        *("guidepost_zh", "guidepost_en", "question_zh", "question_en", "answers_zh", "answers_en"),
    ),
    "FROM moment WHERE true",
    begun_empty=2,
)
TRACED_QUIET = TracedTable("quiet_guidepost", ("employee_id", "since"), "FROM quiet_guidepost WHERE true")


def all_moments(db: Database) -> list[MomentTexts]:
    """Every key moment in the order of a visit."""
    return rows.many(
        db,
        MomentTexts,
        "SELECT code, name_zh, name_en, core_need_zh, core_need_en, norm_zh, norm_en, guidepost_zh, guidepost_en,"
        " question_zh, question_en, answers_zh, answers_en FROM moment ORDER BY position",
    )


def update_moment(db: Database, texts: MomentTexts) -> None:
    """Write a moment's texts."""
    db.execute(
        "UPDATE moment SET name_zh = :name_zh, name_en = :name_en, core_need_zh = :core_need_zh,"
        " core_need_en = :core_need_en, norm_zh = :norm_zh, norm_en = :norm_en, guidepost_zh = :guidepost_zh,"
        " guidepost_en = :guidepost_en, question_zh = :question_zh, question_en = :question_en,"
        " answers_zh = :answers_zh, answers_en = :answers_en WHERE code = :code",
        {**asdict(texts), "code": texts.code.value},
    )


def is_quiet(db: Database, employee_code: str) -> bool:
    """Whether an employee has the guideposts quiet."""
    quiet = rows.scalar(
        db,
        "SELECT 1 FROM quiet_guidepost JOIN employee ON employee.id = employee_id WHERE employee.code = ?",
        (employee_code,),
    )
    return quiet is not None


def hush(db: Database, employee_id: int, now: datetime) -> bool:
    """Note that an employee has them quiet; whether that is new."""
    changed = db.execute(
        "INSERT INTO quiet_guidepost (employee_id, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (employee_id, stamp(now)),
    ).rowcount
    return bool(changed > 0)


def show(db: Database, employee_id: int) -> bool:
    """Note that an employee sees them again; whether that is new."""
    return bool(db.execute("DELETE FROM quiet_guidepost WHERE employee_id = ?", (employee_id,)).rowcount > 0)


@dataclass(frozen=True)
class MomentName:
    """A key moment as people read it, in the order of a visit."""

    moment: Moment
    name_zh: str
    name_en: str
    question_zh: str
    question_en: str
    answers_zh: str | None = None
    answers_en: str | None = None

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh

    def question(self, language: str) -> str:
        return self.question_en if language == "en" else self.question_zh

    def answers(self, language: str) -> tuple[str, ...]:
        """The words of the five answers, worst first."""
        return answers_in(self.moment, self.answers_en if language == "en" else self.answers_zh, language)


def moment_names(db: Database) -> dict[Moment, MomentName]:
    """Every moment with its names, in the order of a visit."""
    names = rows.many(
        db,
        MomentName,
        "SELECT code AS moment, name_zh, name_en, question_zh, question_en, answers_zh, answers_en"
        " FROM moment ORDER BY position",
    )
    return {found.moment: found for found in names}
