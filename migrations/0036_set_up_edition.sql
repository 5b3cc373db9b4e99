-- What every request asks for is kept in memory while the set-up stands as it is (store/standing_rows.py).

-- Drawn anew with each change of the tables below, at random: an edition that was rolled back comes never again.
CREATE TABLE set_up_edition (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  edition  INTEGER NOT NULL
) STRICT;
INSERT INTO set_up_edition (id, edition) VALUES (1, random());

CREATE TRIGGER edition_hall_added AFTER INSERT ON hall
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_hall_changed AFTER UPDATE ON hall
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_hall_removed AFTER DELETE ON hall
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_opening_hours_added AFTER INSERT ON opening_hours
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_opening_hours_changed AFTER UPDATE ON opening_hours
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_opening_hours_removed AFTER DELETE ON opening_hours
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_special_day_added AFTER INSERT ON special_day
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_special_day_changed AFTER UPDATE ON special_day
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_special_day_removed AFTER DELETE ON special_day
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_special_hours_added AFTER INSERT ON special_hours
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_special_hours_changed AFTER UPDATE ON special_hours
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_special_hours_removed AFTER DELETE ON special_hours
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_category_added AFTER INSERT ON category
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_category_changed AFTER UPDATE ON category
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_category_removed AFTER DELETE ON category
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_service_added AFTER INSERT ON service
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_service_changed AFTER UPDATE ON service
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_service_removed AFTER DELETE ON service
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_device_added AFTER INSERT ON device
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_device_changed AFTER UPDATE ON device
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_device_removed AFTER DELETE ON device
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_device_scope_added AFTER INSERT ON device_scope
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_device_scope_changed AFTER UPDATE ON device_scope
  BEGIN UPDATE set_up_edition SET edition = random(); END;
CREATE TRIGGER edition_device_scope_removed AFTER DELETE ON device_scope
  BEGIN UPDATE set_up_edition SET edition = random(); END;
