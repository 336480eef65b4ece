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

-- What proposals learn from: one row for each confirmed letter, hashes of words and no word. Made again from the record when absent.
CREATE TABLE learnt_letter (
    source   TEXT PRIMARY KEY,                -- id of the item
    day      TEXT NOT NULL,
    sender   TEXT,
    type     TEXT,
    service  TEXT,
    marks    BLOB NOT NULL,                   -- 64-bit hashes, little endian
    edges    BLOB NOT NULL,
    body     BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX learnt_letter_sender ON learnt_letter (sender);

CREATE TABLE learning_progress (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    number  INTEGER NOT NULL                  -- the last journal number learnt from
) STRICT;
