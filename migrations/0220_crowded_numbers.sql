-- Conversations of numbers that more people have than any household (a home, a placeholder): a few names, and how many more there are.

ALTER TABLE conversation ADD COLUMN people_more INTEGER NOT NULL DEFAULT 0 CHECK (people_more >= 0);

-- The words of their names stay in the index of names until the row is written the next time.
UPDATE conversation
   SET people_more = json_array_length(people) - 4, visit_reply = NULL, next_visit_at = NULL,
       people = json_array(people -> 0, people -> 1, people -> 2, people -> 3)
 WHERE json_array_length(people) > 24;

-- Rows of a list that somebody must look at one by one: found without reading every row, and counted the same everywhere.
ALTER TABLE schedule_import_row ADD COLUMN needs_you INTEGER NOT NULL DEFAULT 0 CHECK (needs_you IN (0, 1));
UPDATE schedule_import_row
   SET needs_you = 1
 WHERE problems <> '[]' AND coalesce(json_extract(data, '$.take'), 1) <> 0
   AND EXISTS (SELECT 1 FROM json_each(problems) p
                WHERE json_extract(p.value, '$.code') NOT IN ('noConsent', 'optedOut', 'duplicateRow'));
CREATE INDEX schedule_import_row_needs_you ON schedule_import_row (import_id, line) WHERE needs_you = 1;
UPDATE schedule_import
   SET summary = json_set(summary, '$.counts.needYou',
         (SELECT count(*) FROM schedule_import_row r WHERE r.import_id = schedule_import.id AND r.needs_you = 1));
UPDATE import_run SET totals = json_set(totals, '$.counts.needYou', 0);

-- They are few, and found by the names that do not stand in them.
CREATE INDEX conversation_crowded ON conversation (address) WHERE people_more > 0;
