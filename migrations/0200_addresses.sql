-- Where a person lives as far as the hours of texts need it (rules.md 3 and 4): no street, no place.

-- At most one row a person; a person about whose address nothing is known has none.
CREATE TABLE person_address (
  person_id  TEXT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  -- ISO 3166 alpha 2; null: the practice's.
  country    TEXT,
  -- A two- or three-letter code where the country has them (WA, NSW), else as written.
  region     TEXT,
  postcode   TEXT,
  -- What the desk has said, a list does not change.
  source     TEXT NOT NULL CHECK (source IN ('desk', 'list')),
  updated_at INTEGER NOT NULL,
  CHECK (coalesce(country, region, postcode) IS NOT NULL)
) STRICT, WITHOUT ROWID;
