"""The kinds of content of generated documents: KINDS maps a name to a function that
adds the content to a document (python-docx) and to what a reader must find."""

import notes
import objects
import paragraphs
import tables

KINDS = {**paragraphs.KINDS, **tables.KINDS, **notes.KINDS, **objects.KINDS}
