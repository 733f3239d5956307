"""The words of REFI-QDA: namespaces, and elements with the kinds that they stand for."""

from __future__ import annotations

__all__ = [
    "CODEBOOK_NAMESPACE",
    "PART_KINDS",
    "PROJECT_NAMESPACE",
    "SELECTION_KINDS",
    "SOURCE_KINDS",
]

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
SOURCE_KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
    "Note": "note",
}
# A source that is no text may hold one: the text layer of a PDF, what is seen in a picture, what
# is said in a recording. Codings of words lie in that part and count its characters.
PART_KINDS = {
    "Representation": "representation",
    "TextDescription": "description",
    "Transcript": "transcript",
}
SELECTION_KINDS = {
    "PlainTextSelection": "text",
    "TranscriptSelection": "transcript",
    "PDFSelection": "pdf",
    "PictureSelection": "picture",
    "AudioSelection": "audio",
    "VideoSelection": "video",
}
