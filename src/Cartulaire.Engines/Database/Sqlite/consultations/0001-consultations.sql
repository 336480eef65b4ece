-- Who saw what. Apart from the record, so that it has its own retention; its monthly heads are sealed in the journal.
CREATE TABLE consultation (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT,
    canon    BLOB NOT NULL,
    hash     BLOB NOT NULL
) STRICT;
CREATE INDEX consultation_subject ON consultation (subject, at);
CREATE INDEX consultation_actor ON consultation (actor, subject, at);

CREATE TABLE consultation_head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    number  INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    month   TEXT NOT NULL                     -- yyyy-MM of the last entry, '' when there is none
) STRICT;
INSERT INTO consultation_head (id, number, hash, month) VALUES (1, 0, zeroblob(32), '');

CREATE TRIGGER consultation_no_update BEFORE UPDATE ON consultation
BEGIN SELECT RAISE(ABORT, 'consultations are append-only'); END;
CREATE TRIGGER consultation_no_delete BEFORE DELETE ON consultation
BEGIN SELECT RAISE(ABORT, 'consultations are append-only'); END;
