-- What can be made again from the blobs: extracted text with word boxes, compressed. Not backed up.
CREATE TABLE page_text (
    blob        TEXT NOT NULL,
    page        INTEGER NOT NULL,
    text        BLOB NOT NULL,                -- Brotli of UTF-8
    words       BLOB NOT NULL,                -- Brotli of the boxes
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    rotation    INTEGER NOT NULL,
    confidence  REAL NOT NULL,
    language    TEXT NOT NULL,
    PRIMARY KEY (blob, page)
) STRICT, WITHOUT ROWID;
