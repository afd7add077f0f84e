-- The migrations are written in the embedded database's words.
create domain blob as bytea;
