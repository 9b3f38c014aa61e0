-- Conversations of numbers that more people have than any household (a home, a placeholder): a few names, and how many more there are.

ALTER TABLE conversation ADD COLUMN people_more INTEGER NOT NULL DEFAULT 0 CHECK (people_more >= 0);

-- The words of their names stay in the index of names until the row is written the next time.
UPDATE conversation
   SET people_more = json_array_length(people) - 4, visit_reply = NULL, next_visit_at = NULL,
       people = json_array(people -> 0, people -> 1, people -> 2, people -> 3)
 WHERE json_array_length(people) > 24;
