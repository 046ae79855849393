CREATE TABLE record (
  entity   smallint NOT NULL,
  id       bigint   NOT NULL,
  families bytea    NOT NULL,
  PRIMARY KEY (entity, id)
);

COMMENT ON COLUMN record.entity IS '1: person, 2: company';
COMMENT ON COLUMN record.families IS
  'for each family: length of its name (1 byte), name, length of its JSON (4 bytes), JSON in UTF-8';

CREATE TABLE identifier (
  entity     smallint NOT NULL,
  key        bytea    NOT NULL,
  is_primary boolean  NOT NULL,
  headcount  bigint   NOT NULL,
  id         bigint   NOT NULL
);

COMMENT ON COLUMN identifier.key IS
  'type (1: profile URL, 2: business e-mail, 3: name, 4: domain, 5: company id), then the normalised'
  ' identifier in UTF-8, of which a SHA-256 digest replaces what is beyond 400 bytes';
COMMENT ON COLUMN identifier.is_primary IS
  'false for one of several domains of a company besides its primary one';

-- Which of several records an identifier means: the first in this order.
CREATE UNIQUE INDEX identifier_best_first
  ON identifier (entity, key, is_primary DESC, headcount DESC, id);

CREATE INDEX identifier_of_record ON identifier (entity, id);

-- At most one row: the last import, unless it came to its end.
CREATE TABLE unfinished_import (
  dumps     text    NOT NULL,
  dump      integer NOT NULL,
  line      bigint  NOT NULL,
  people    bigint  NOT NULL,
  companies bigint  NOT NULL,
  bad_lines bigint  NOT NULL
);
