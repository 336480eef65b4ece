CREATE TABLE administration (
    name        TEXT PRIMARY KEY,             -- short name, in every address
    title       TEXT NOT NULL,
    time_zone   TEXT NOT NULL,
    languages   TEXT NOT NULL,                -- first one first, comma separated
    created_at  INTEGER NOT NULL,
    failure     TEXT                          -- why it could not be opened, null when sound
) STRICT;

CREATE TABLE due (
    administration  TEXT PRIMARY KEY REFERENCES administration (name),
    at              INTEGER NOT NULL          -- when its next job may run
) STRICT;

CREATE TABLE setting (
    key    TEXT PRIMARY KEY,
    value  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
