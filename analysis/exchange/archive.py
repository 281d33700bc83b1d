"""Zip archives without the hour at which they were written."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DAY = (2000, 1, 1, 0, 0, 0)


def without_clock(
    saved: BytesIO, mend: Callable[[str, bytes], bytes] = lambda name, data: data
) -> bytes:
    """Pack an archive again: the same files give the same bytes, whenever they were written.

    Parameters
    ----------
    saved : BytesIO
        A zip archive, such as a workbook or a document.
    mend : callable, optional
        Takes the name and the bytes of each file, gives the bytes to keep.

    Returns
    -------
    bytes
    """
    fixed = BytesIO()
    with ZipFile(saved) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = mend(info.filename, old.read(info.filename))
            new.writestr(ZipInfo(info.filename, _DAY), data, ZIP_DEFLATED)
    return fixed.getvalue()
