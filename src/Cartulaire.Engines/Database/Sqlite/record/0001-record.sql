-- The record of one administration. Times are milliseconds since 1970 UTC; identifiers are UUIDv7 text.

-- Who works here ------------------------------------------------------------------------------------------------

CREATE TABLE service (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,          -- short name, used by verbs and labels
    title      TEXT NOT NULL,
    parent_id  TEXT REFERENCES service (id),
    active     INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE person (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,     -- sign-in name, lower case
    display_name    TEXT NOT NULL,
    email           TEXT NOT NULL,
    language        TEXT NOT NULL DEFAULT 'fr',
    password_hash   TEXT,
    security_stamp  TEXT NOT NULL,
    failed_count    INTEGER NOT NULL DEFAULT 0,
    locked_until    INTEGER,
    active          INTEGER NOT NULL DEFAULT 1,
    created_at      INTEGER NOT NULL,
    erased_at       INTEGER
) STRICT;

CREATE TABLE person_role (
    person_id  TEXT NOT NULL REFERENCES person (id),
    role       TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_function (
    person_id   TEXT NOT NULL REFERENCES person (id),
    service_id  TEXT NOT NULL REFERENCES service (id),
    function    TEXT NOT NULL,
    PRIMARY KEY (person_id, service_id, function)
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES person (id),
    secret_hash  TEXT NOT NULL UNIQUE,        -- SHA-256 of a 256-bit secret
    label        TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER,
    revoked_at   INTEGER
) STRICT;

CREATE TABLE session (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES person (id),
    secret_hash  TEXT NOT NULL UNIQUE,
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL
) STRICT;

-- What is filed -------------------------------------------------------------------------------------------------

CREATE TABLE access_set (
    number  INTEGER PRIMARY KEY,
    hash    TEXT NOT NULL UNIQUE,
    grants  TEXT NOT NULL                     -- canonical text: sorted (principal, rights)
) STRICT;

CREATE TABLE access_grant (
    set_number  INTEGER NOT NULL REFERENCES access_set (number),
    principal   TEXT NOT NULL,
    rights      INTEGER NOT NULL,
    PRIMARY KEY (principal, set_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
    id                TEXT PRIMARY KEY,
    checksum  INTEGER NOT NULL,               -- of the other columns: verification finds what changed without an act
    serial            INTEGER NOT NULL UNIQUE,
    is_folder         INTEGER NOT NULL,
    type              TEXT NOT NULL,
    title             TEXT NOT NULL,
    state             TEXT,
    parent_id         TEXT REFERENCES item (id),
    main_document_id  TEXT REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED,
    properties        TEXT NOT NULL,
    pack_revision     INTEGER NOT NULL,       -- revision of the catalogue that the properties follow
    conversion_trace  TEXT,                   -- what conversions of packs cannot undo by themselves; null for nearly all
    stamp             INTEGER NOT NULL,
    access_set        INTEGER NOT NULL REFERENCES access_set (number),
    created_at        INTEGER NOT NULL,
    created_by        TEXT NOT NULL,
    changed_at        INTEGER NOT NULL,
    changed_by        TEXT NOT NULL,
    changed_number    INTEGER NOT NULL,       -- journal number of the last change, rights apart
    rights_number     INTEGER NOT NULL DEFAULT 0 -- journal number of the last change of the access set of an item that was there
) STRICT;
CREATE INDEX item_parent ON item (parent_id, serial);
CREATE INDEX item_type ON item (type, state, serial);
CREATE INDEX item_changed ON item (changed_number);
CREATE INDEX item_rights ON item (rights_number) WHERE rights_number > 0;

CREATE TABLE item_key (
    register  TEXT NOT NULL,
    key       TEXT NOT NULL,
    item_id   TEXT NOT NULL REFERENCES item (id),
    PRIMARY KEY (register, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_key_item ON item_key (item_id);

CREATE TABLE relation (
    kind        TEXT NOT NULL,
    source_id   TEXT NOT NULL REFERENCES item (id),
    target_id   TEXT NOT NULL REFERENCES item (id),
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    PRIMARY KEY (source_id, kind, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_target ON relation (target_id);

CREATE TABLE external_reference (
    system   TEXT NOT NULL,
    value    TEXT NOT NULL,
    item_id  TEXT NOT NULL REFERENCES item (id),
    PRIMARY KEY (system, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_reference_item ON external_reference (item_id);

CREATE TABLE blob (
    address     TEXT PRIMARY KEY,             -- SHA-256 of the bytes as received
    size        INTEGER NOT NULL,
    media_type  TEXT NOT NULL,                -- found by content
    encoding    TEXT NOT NULL DEFAULT 'plain',
    key_id      TEXT,
    created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE version (
    id                   TEXT PRIMARY KEY,
    checksum  INTEGER NOT NULL,               -- of the other columns: verification finds what changed without an act
    item_id              TEXT NOT NULL REFERENCES item (id),
    number               INTEGER NOT NULL,
    blob                 TEXT NOT NULL REFERENCES blob (address),
    file_name            TEXT NOT NULL,
    media_type           TEXT NOT NULL,
    declared_media_type  TEXT,
    properties           TEXT NOT NULL DEFAULT '{}',
    comment              TEXT,
    created_at           INTEGER NOT NULL,
    created_by           TEXT NOT NULL,
    UNIQUE (item_id, number)
) STRICT;
CREATE INDEX version_blob ON version (blob);

CREATE TABLE rendition (
    blob          TEXT NOT NULL REFERENCES blob (address),
    kind          TEXT NOT NULL,              -- text, pdf, page-image…
    state         TEXT NOT NULL,              -- done, impossible
    derived       TEXT,                       -- SHA-256 of the derived bytes, when they are kept
    pages         INTEGER,
    tool          TEXT NOT NULL,
    tool_version  TEXT NOT NULL,
    detail        TEXT,
    created_at    INTEGER NOT NULL,
    PRIMARY KEY (blob, kind)
) STRICT, WITHOUT ROWID;

-- Work ----------------------------------------------------------------------------------------------------------

CREATE TABLE assignment (
    id          TEXT PRIMARY KEY,
    checksum  INTEGER NOT NULL,               -- of the other columns: verification finds what changed without an act
    item_id     TEXT NOT NULL REFERENCES item (id),
    kind        TEXT NOT NULL,
    service_id  TEXT REFERENCES service (id),
    person_id   TEXT REFERENCES person (id),
    state       TEXT NOT NULL,
    open        INTEGER NOT NULL,             -- whether its kind counts the state as still to do
    due         TEXT,                         -- a date, ISO 8601
    sort        INTEGER NOT NULL DEFAULT 0,
    outcome     TEXT,
    comment     TEXT,
    stamp       INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX assignment_item ON assignment (item_id);
CREATE INDEX assignment_service ON assignment (service_id, open);
CREATE INDEX assignment_person ON assignment (person_id, open);

CREATE TABLE read_mark (
    person_id  TEXT NOT NULL REFERENCES person (id),
    item_id    TEXT NOT NULL REFERENCES item (id),
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (person_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_search (
    id          TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES person (id),
    title       TEXT NOT NULL,
    query       TEXT NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;

-- Numbers -------------------------------------------------------------------------------------------------------

CREATE TABLE register_counter (
    register  TEXT NOT NULL,
    period    TEXT NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (register, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE register_entry (
    register       TEXT NOT NULL,
    checksum  INTEGER NOT NULL,               -- of the other columns: verification finds what changed without an act
    period         TEXT NOT NULL,
    number         INTEGER NOT NULL,
    label          TEXT NOT NULL,             -- the formatted number
    item_id        TEXT NOT NULL REFERENCES item (id),
    registered_at  INTEGER NOT NULL,
    registered_by  TEXT NOT NULL,
    cancelled_at   INTEGER,
    cancelled_by   TEXT,
    cancel_reason  TEXT,
    PRIMARY KEY (register, period, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX register_entry_label ON register_entry (register, label);
CREATE INDEX register_entry_item ON register_entry (item_id);

-- MAIL-11: a number, once given, is never taken back or moved.
CREATE TRIGGER register_entry_kept BEFORE DELETE ON register_entry
BEGIN SELECT RAISE(ABORT, 'a register entry is never deleted'); END;
CREATE TRIGGER register_entry_fixed BEFORE UPDATE OF register, period, number, label, item_id, registered_at, registered_by ON register_entry
BEGIN SELECT RAISE(ABORT, 'a register entry is never renumbered'); END;

-- Taking in -----------------------------------------------------------------------------------------------------

CREATE TABLE reception (
    id           TEXT PRIMARY KEY,
    checksum  INTEGER NOT NULL,               -- of the other columns: verification finds what changed without an act
    batch_id     TEXT NOT NULL,
    sort         INTEGER NOT NULL,            -- place in the pile
    blob         TEXT NOT NULL REFERENCES blob (address),
    file_name    TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    source       TEXT NOT NULL,               -- browser, folder, verb, api…
    wanted_type  TEXT,
    separate     INTEGER NOT NULL DEFAULT 0,
    state        TEXT NOT NULL,               -- received, registered, joined, refused
    item_id      TEXT REFERENCES item (id),
    received_at  INTEGER NOT NULL,
    received_by  TEXT NOT NULL
) STRICT;
CREATE INDEX reception_batch ON reception (batch_id, sort);
CREATE INDEX reception_waiting ON reception (state, received_at);

CREATE TABLE upload (
    id            TEXT PRIMARY KEY,
    person_id     TEXT NOT NULL REFERENCES person (id),
    file_name     TEXT NOT NULL,
    media_type    TEXT,                       -- as declared
    length        INTEGER NOT NULL,           -- announced
    offset        INTEGER NOT NULL,           -- bytes on stable storage; the part's file may hold more, which does not count
    wanted_type   TEXT,
    separate      INTEGER NOT NULL DEFAULT 0,
    batch_id      TEXT NOT NULL,
    sort          INTEGER NOT NULL,
    reception_id  TEXT REFERENCES reception (id),  -- what it became
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_person ON upload (person_id);
CREATE INDEX upload_expires ON upload (expires_at);

CREATE TABLE idempotency (
    actor       TEXT NOT NULL,
    key         TEXT NOT NULL,
    request     TEXT NOT NULL,                -- digest of what was asked
    answer      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_created ON idempotency (created_at);

-- Background work -----------------------------------------------------------------------------------------------

CREATE TABLE job (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    unique_key    TEXT UNIQUE,                -- identity while unfinished; null when it does not matter
    item_id       TEXT REFERENCES item (id),
    args          TEXT NOT NULL,
    state         TEXT NOT NULL,              -- waiting, leased, given-up
    due_at        INTEGER NOT NULL,
    lease_owner   TEXT,
    lease_until   INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0,
    reason        TEXT,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (state, due_at, id);
CREATE INDEX job_kind ON job (kind, state, due_at, id);
CREATE INDEX job_item ON job (item_id);

-- Packs ---------------------------------------------------------------------------------------------------------

CREATE TABLE pack (
    revision      INTEGER PRIMARY KEY,        -- of the catalogue; grows with each installation
    pack_id       TEXT NOT NULL,
    pack_version  TEXT NOT NULL,
    files         TEXT NOT NULL,              -- JSON: path -> text, as installed; none when it was taken away
    state         TEXT NOT NULL,              -- current, replaced, removed
    accepted      TEXT,                       -- JSON: conflicts of an overlay that somebody has seen
    installed_at  INTEGER NOT NULL,
    installed_by  TEXT NOT NULL
) STRICT;

-- Contacts ------------------------------------------------------------------------------------------------------

CREATE TABLE contact (
    id               TEXT PRIMARY KEY,
    kind             TEXT NOT NULL,           -- person, organisation, position
    name             TEXT NOT NULL,           -- surname or organisation's name or position held
    given_name       TEXT,
    person_id        TEXT REFERENCES contact (id),
    organisation_id  TEXT REFERENCES contact (id),
    email            TEXT,
    phone            TEXT,
    street           TEXT,
    house_number     TEXT,
    postal_code      TEXT,
    locality         TEXT,
    country          TEXT,
    enterprise_number TEXT,
    search           TEXT NOT NULL,           -- folded words in zones, for the picker's ranking
    active           INTEGER NOT NULL DEFAULT 1,
    stamp            INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    changed_at       INTEGER NOT NULL,
    erased_at        INTEGER
) STRICT;

CREATE INDEX contact_person ON contact (person_id);
CREATE INDEX contact_organisation ON contact (organisation_id);

CREATE TABLE contact_word (
    word        TEXT NOT NULL,
    zone        INTEGER NOT NULL,             -- 0 the name … 3 the place: the telling ones are read first
    contact_id  TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
    PRIMARY KEY (word, zone, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_word_contact ON contact_word (contact_id, word);

-- The journal ---------------------------------------------------------------------------------------------------

CREATE TABLE journal (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT,
    canon    BLOB NOT NULL,                   -- the chained bytes
    hash     BLOB NOT NULL                    -- SHA-256 (previous hash, canon)
) STRICT;
CREATE INDEX journal_subject ON journal (subject, number);

CREATE TABLE journal_detail (
    number   INTEGER PRIMARY KEY REFERENCES journal (number),
    salt     BLOB NOT NULL,
    details  TEXT NOT NULL                    -- JSON; may be erased, the chain holds only its HMAC
) STRICT;

CREATE TABLE journal_head (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    number  INTEGER NOT NULL,
    hash    BLOB NOT NULL
) STRICT;
INSERT INTO journal_head (id, number, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_detail_no_update BEFORE UPDATE ON journal_detail
BEGIN SELECT RAISE(ABORT, 'the details of the journal are never changed'); END;

-- Counters that belong to the record itself.
CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    last  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter (name, last) VALUES ('item-serial', 0), ('access-set', 0), ('organisation', 1);
