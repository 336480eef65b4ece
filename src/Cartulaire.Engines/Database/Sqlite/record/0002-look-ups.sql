-- A record is written before the document that it names: the database then looks for who named each item that comes,
-- and without this index it reads every item for it.
CREATE INDEX item_main_document ON item (main_document_id) WHERE main_document_id IS NOT NULL;

-- The index asks who has read an item, each time that it changes.
CREATE INDEX read_mark_item ON read_mark (item_id);
