"""How each kind of heavy work is done. What a work needs is loaded when it is asked for, and nothing else."""

from collections.abc import Callable
from typing import IO

from storeops.base.actor import Actor
from storeops.first_day.sent_book import SentBook
from storeops.hall.sent_logo import SentLogo
from storeops.history.asked_export import AskedExport
from storeops.history.sent_import import HistoryImport, HistoryPreview
from storeops.quality.checks.sent_photo import SentPhoto
from storeops.quality.stars.asked_closing import StarsClosing
from storeops.reports.asked_reports import AskedDocument, AskedFile, AskedPage
from storeops.running.heavy_request import HeavyRequest, JobDue
from storeops.store.database import HallDatabase
from storeops.web.asked_doctor import AskedDoctor

TellStep = Callable[[str, int, int], None]


def perform(request: HeavyRequest, db: HallDatabase, out: IO[bytes], tell: TellStep) -> object:
    """Do a work: the value that comes of it, and its content, where it makes a file, into `out`."""
    match request.work:
        case AskedFile() as asked:
            from storeops.reports.renderings.asked_reports_view import asked_file

            out.write(asked_file(db, request.clock.now(), asked, tell))
            return None
        case AskedPage() as asked:
            from storeops.reports.renderings.asked_reports_view import asked_page

            return asked_page(db, request.clock.now(), asked, tell)
        case AskedDocument() as asked:
            from storeops.reports.renderings.asked_reports_view import asked_document

            return asked_document(db, request.clock.now(), asked, tell)
        case SentLogo(content):
            from storeops.hall.clean_logo import clean_logo

            return clean_logo("logo", content)
        case SentPhoto(content):
            from storeops.quality.checks.clean_photo import clean_photo

            return clean_photo("photo", content)
        case SentBook(content):
            from storeops.first_day.book_file import cells_of

            return cells_of("book", content)
        case AskedExport() as asked:
            from storeops.history.exports_view import write_export

            write_export(db, asked, out)
            return None
        case HistoryPreview() as asked:
            from storeops.running.history_work import preview

            return preview(db, request.clock, asked, tell)
        case HistoryImport() as asked:
            from storeops.running.history_work import take

            return take(db, request.clock, asked, tell)
        case AskedDoctor() as asked:
            from storeops.running.doctor_view import told_by_server

            return told_by_server(request.settings, request.clock.now(), asked)
        case StarsClosing(month, by):
            from storeops.quality.stars.stars_closing_actions import close_stars

            return close_stars(db, request.clock, Actor(by), month)
        case JobDue(name):
            from storeops.running.heavy_jobs import do_job

            do_job(name, db, request.clock, request.settings)
            return None
        case unknown:
            raise TypeError(f"nobody knows how to do {unknown!r}")
