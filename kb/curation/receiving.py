"""Files on their way in: onto the disk under the data folder, and only as much as may be kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

# What one request may bring in all, in files of the largest size.
MOST_TOGETHER = 20


def largest() -> int:
    """How many bytes a file may have."""
    return int(settings.KB_UPLOAD_MB * 1024 * 1024)


class StaffUploads(TemporaryFileUploadHandler):
    """Writes what the staff send to a temporary file, which goes when the request ends or breaks off.

    Nobody else's files reach the disk, at whatever address they are sent to. Of a file that is too large no more is
    written than fits; its ``size`` still tells how large it was. Its name on disk has nothing of the name it was given.
    """

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        # Past the parent: it puts the given name's ending into the name on disk, however long that is.
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        user = getattr(self.request, "user", None)
        if user is None or not (user.is_active and user.is_staff):
            raise StopUpload(connection_reset=True)
        self.file = TemporaryUploadedFile("file", self.content_type, 0, self.charset, self.content_type_extra)
        self.file.name = self.file_name

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > MOST_TOGETHER * largest():
            raise StopUpload(connection_reset=True)
        if start + len(raw_data) <= largest():
            super().receive_data_chunk(raw_data, start)
