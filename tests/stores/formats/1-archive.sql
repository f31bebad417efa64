BEGIN TRANSACTION;
CREATE TABLE updates (id INTEGER PRIMARY KEY, key TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
    message TEXT NOT NULL, edited INTEGER NOT NULL, retracted INTEGER NOT NULL, superseded INTEGER NOT NULL,
    body TEXT NOT NULL, seal INTEGER NOT NULL);
INSERT INTO "updates" VALUES(1,'telegram:-7:1:0:1.1.1','1.1.1',1688524260000000,'telegram:-7:1',0,0,0,'{"at":"2023-07-05T10:31:00+08:00","text":"已完成10%","reading":{"is_update":true,"percent":10}}',819065405);
INSERT INTO "updates" VALUES(2,'telegram:-7:2:0:1.1.1','1.1.1',1688524320000000,'telegram:-7:2',0,0,0,'{"at":"2023-07-05T10:32:00+08:00","text":"已完成20%","reading":{"is_update":true,"percent":20}}',1966814623);
CREATE UNIQUE INDEX updates_key ON updates (key);
CREATE INDEX updates_subject ON updates (subject, id);
CREATE INDEX updates_message ON updates (message) WHERE message <> '';
CREATE INDEX updates_at ON updates (at);
COMMIT;
PRAGMA application_id = 1347174734;
PRAGMA user_version = 1;
