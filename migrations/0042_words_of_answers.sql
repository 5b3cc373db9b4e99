-- The five answers to a moment's question, worst first, one a line; NULL: the shipped ones. A question is answered by words
-- that fit it, and the tap that is kept is a number from 1 to 5 as before.
ALTER TABLE moment ADD COLUMN answers_zh TEXT;
ALTER TABLE moment ADD COLUMN answers_en TEXT;
