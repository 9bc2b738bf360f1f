-- Clocks whose end rests on a year without a notice: asked for when one is taken over.
ALTER TABLE clocks ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0;
CREATE INDEX clocks_provisional ON clocks(rid) WHERE provisional=1;
