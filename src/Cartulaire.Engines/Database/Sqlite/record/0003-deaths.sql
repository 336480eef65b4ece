-- How often the program died during a job: no try of the job that failed, but not for ever either.
ALTER TABLE job ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
