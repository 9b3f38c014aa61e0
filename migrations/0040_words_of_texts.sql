-- What made taking texts in slow: the word index was fed by a trigger, and our newest text was looked for among all of a thread.

-- A statement that fires a trigger may have to be undone by itself, and for that the index writes out all it has gathered: text by text,
-- instead of once a commit. The store now puts the words of a new text in by a statement of their own (repositories/messages.ts).
DROP TRIGGER message_search_insert;

-- What an incoming text answers: found at once, however many texts the person has written since.
CREATE INDEX message_ours ON message (conversation_id, created_at DESC, seq DESC)
  WHERE direction = 'out' AND status NOT IN ('cancelled', 'expired', 'failed');
