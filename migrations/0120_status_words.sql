-- What a person said about status words this program does not know, for every file of the same kind.
-- JSON: folded word -> meaning.
ALTER TABLE import_mapping ADD COLUMN status_words TEXT NOT NULL DEFAULT '{}';
