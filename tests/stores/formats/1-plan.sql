BEGIN TRANSACTION;
CREATE TABLE audit (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL);
INSERT INTO "audit" VALUES(1,'1.1.1','{"at":"2023-07-05T10:37:00+08:00","person":"telegram:1","action":"reschedule","subject":"1.1.1","before":"2023-12-31","after":"2023-11-30"}',2997097214);
CREATE TABLE digests (key TEXT PRIMARY KEY, body TEXT NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "digests" VALUES('digest:2023-W26','{"done":3}',4259134296);
CREATE TABLE documents (seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, doc_id NOT NULL, body TEXT NOT NULL,
    seal INTEGER NOT NULL);
INSERT INTO "documents" VALUES(1,'plan','frame','{"targets":[],"sections":[],"departments":[],"id":"small-2023","year":2023,"title":"某区2023年计划","district":"某市某区","report":"力争63个区重点建设项目全年完成投资超39亿元，带动固定资产投资增长10%以上。","title_en":"A district''s plan 2023","district_en":"A District","fingerprint":"3cbf0d244a5e6300e8c8d3f12a431647","tree":[{"id":"1","number":"一","title":"突出扩大内需","initiatives":[{"id":"1.1","title":"扩投资","tasks":["1.1.1","1.1.2"]}],"title_en":"Demand"},{"id":"2","number":"二","title":"突出民生优先","initiatives":[{"id":"2.1","title":"就业增量提质","tasks":["2.1.1","2.1.2","2.1.3"]}],"title_en":"People"}]}',57835285);
INSERT INTO "documents" VALUES(2,'targets','gdp','{"id":"gdp","name":"地区生产总值","name_en":"Gross regional product","aliases":["gdp","GDP","生产总值"],"measure":{"what":"地区生产总值","comparator":"≈","value":4.5,"unit":"%","reported":true,"growth":true},"lead":{"department":"drc"},"quote":"地区生产总值增长 4.5%左右","baseline":{"year":2022,"what":"地区生产总值","value":3650.18,"unit":"亿元","quote":"全年地区生产总值 3650.18 亿元"}}',3959198104);
INSERT INTO "documents" VALUES(3,'targets','revenue','{"id":"revenue","name":"一般公共预算收入","name_en":"General public budget revenue","aliases":["revenue","财政收入"],"measure":{"what":"一般公共预算收入","comparator":"=","value":5.7,"unit":"%","reported":true,"growth":true},"lead":{"department":"drc"},"quote":"一般公共预算收入增长 5.7%","baseline":{"year":2022,"what":"一般公共预算收入","value":53.7,"unit":"亿元","quote":"实现一般公共预算收入 53.7 亿元"},"every":"month","nominal":true}',1301675742);
INSERT INTO "documents" VALUES(4,'targets','jobs','{"id":"jobs","name":"城镇新增就业人数","name_en":"New urban jobs","aliases":["jobs","就业"],"measure":{"what":"城镇新增就业人数","comparator":"assigned","value":null,"unit":"人","reported":true},"lead":{"department":"hr"},"quote":"城镇新增就业人数完成市下达目标"}',3078275997);
INSERT INTO "documents" VALUES(5,'tasks','1.1.1','{"id":"1.1.1","title":"63个区重点建设项目完成投资","quote":"力争63个区重点建设项目全年完成投资超39亿元","measures":[{"what":"年度投资","comparator":">","value":39,"unit":"亿元","reported":true},{"what":"区重点建设项目","comparator":"=","value":63,"unit":"个"}],"due":{"date":"2023-12-31"},"lead":{"department":"drc"},"supporting":[{"department":"housing"}]}',3655154351);
INSERT INTO "documents" VALUES(6,'tasks','1.1.2','{"id":"1.1.2","title":"制定花果山小镇扶持政策","quote":"加快制定花果山小镇发展专项扶持政策","measures":[],"due":{"date":"2023-09-28","basis":"assigned"},"lead":{"department":"drc"}}',587113726);
INSERT INTO "documents" VALUES(7,'tasks','2.1.1','{"id":"2.1.1","title":"举办招聘会","quote":"组织线上、线下招聘会不少于100场","measures":[{"what":"招聘会","comparator":"≥","value":100,"unit":"场","reported":true}],"due":{"date":"2023-12-31"},"lead":{"department":"hr"},"baseline":{"year":2022,"what":"招聘会","value":159,"unit":"场","quote":"累计举办线上线下招聘会 159 场"}}',888232949);
INSERT INTO "documents" VALUES(8,'tasks','2.1.2','{"id":"2.1.2","title":"推进老旧小区改造","quote":"启动新一批18个老旧小区改造项目","measures":[],"due":{"date":"2023-12-31"},"lead":{"department":"housing"}}',3618866359);
INSERT INTO "documents" VALUES(9,'tasks','2.1.3','{"id":"2.1.3","title":"建设就业服务驿站","quote":"建设5个深入社区的就业服务驿站","measures":[],"due":{"date":"2023-12-31"},"lead":{"department":"hr"}}',159257224);
INSERT INTO "documents" VALUES(10,'milestones','1.1.1#0','{"task":"1.1.1","date":"2023-06-30","text":"完成投资过半","percent":50}',3842033870);
INSERT INTO "documents" VALUES(11,'milestones','1.1.2#0','{"task":"1.1.2","date":"2023-06-30","text":"过半"}',2666519602);
INSERT INTO "documents" VALUES(12,'milestones','2.1.1#0','{"task":"2.1.1","date":"2023-06-30","text":"举办过半","percent":50}',547077899);
INSERT INTO "documents" VALUES(13,'milestones','2.1.2#0','{"task":"2.1.2","date":"2023-06-30","text":"过半"}',3554562799);
INSERT INTO "documents" VALUES(14,'milestones','2.1.3#0','{"task":"2.1.3","date":"2023-06-30","text":"过半"}',2160216721);
INSERT INTO "documents" VALUES(15,'departments','drc','{"id":"drc","name":"某区发展和改革局","name_en":"Development and Reform Bureau","aliases":["区发改局","发改局","发改委"]}',3649395386);
INSERT INTO "documents" VALUES(16,'departments','hr','{"id":"hr","name":"某区人力资源和社会保障局","name_en":"Human Resources Bureau","aliases":["区人社局","人社局"]}',2643359905);
INSERT INTO "documents" VALUES(17,'departments','housing','{"id":"housing","name":"某区住房和建设局","name_en":"Housing Bureau","aliases":["区住建局","住建局"]}',1720367073);
INSERT INTO "documents" VALUES(18,'departments','archives','{"id":"archives","name":"某区档案馆","name_en":"Archives","aliases":["档案馆"]}',2262398121);
INSERT INTO "documents" VALUES(19,'rooms','r-hr','{"id":"r-hr","address":"telegram:-1","title":"人社局群","departments":["hr"],"bound_at":"2023-07-04T17:50:00+08:00"}',3114386150);
INSERT INTO "documents" VALUES(20,'people','telegram:3','{"id":"telegram:3","name":"李人社","role":"lead","departments":["hr"]}',1535389883);
INSERT INTO "documents" VALUES(21,'summaries','1.1.1','{"subject":"1.1.1","reports":4,"last":{"key":"telegram:-7:4:7:1.1.1","subject":"1.1.1","at":"2023-07-05T10:35:00+08:00","text":"已完成45%","reading":{"is_update":true,"percent":45},"message":"telegram:-7:4","edited":7,"id":5},"percent":45,"figure":"last"}',313812344);
INSERT INTO "documents" VALUES(22,'settings','clock_offset_seconds','{"value":12.5}',4080798336);
CREATE TABLE inbox (id INTEGER PRIMARY KEY, key TEXT NOT NULL, lane TEXT NOT NULL, fate TEXT NOT NULL,
    at INTEGER NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL, seal INTEGER NOT NULL);
INSERT INTO "inbox" VALUES(2,'telegram:2','telegram:-1','aside',1688524320000000,'{"at":"2023-07-05T10:32:00+08:00","raw":{"update_id":2,"message":{"text":"已完成50%"}}}','KeyError: ''x''',3293589749);
INSERT INTO "inbox" VALUES(3,'telegram:3','telegram:-1','waiting',1688524380000000,'{"at":"2023-07-05T10:33:00+08:00","raw":{"update_id":3,"message":{"text":"已完成50%"}}}','',1672315248);
CREATE TABLE lamp_changes (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL, seal INTEGER NOT NULL);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT NOT NULL, state TEXT NOT NULL, priority INTEGER NOT NULL,
    body TEXT NOT NULL, seal INTEGER NOT NULL);
INSERT INTO "outbox" VALUES(1,'reminder:2023-07-03:r-hr','queued',0,'{"key":"reminder:2023-07-03:r-hr","room":"r-hr","kind":"reminder","priority":0,"message":{"head":"<b>提醒</b>","items":["一件事"],"foot":"尾","buttons":[[{"label":"撤销","data":"undo:1"}]]},"subjects":["1.1.1"],"queued_at":"2023-07-05T10:36:00+08:00"}',2928268560);
CREATE TABLE said (subject TEXT NOT NULL, stage TEXT NOT NULL, date TEXT NOT NULL, audience TEXT NOT NULL,
    seal INTEGER NOT NULL, PRIMARY KEY (date, subject, stage, audience)) WITHOUT ROWID;
INSERT INTO "said" VALUES('1.1.1','T-7','2023-07-10','lead',1932116198);
CREATE TABLE sent (room TEXT NOT NULL, message_id TEXT NOT NULL, subjects TEXT NOT NULL, seal INTEGER NOT NULL,
    PRIMARY KEY (room, message_id)) WITHOUT ROWID;
INSERT INTO "sent" VALUES('r-hr','99','["1.1.1"]',1297769970);
CREATE TABLE updates (id INTEGER PRIMARY KEY, key TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
    message TEXT NOT NULL, edited INTEGER NOT NULL, retracted INTEGER NOT NULL, superseded INTEGER NOT NULL,
    body TEXT NOT NULL, seal INTEGER NOT NULL);
INSERT INTO "updates" VALUES(3,'telegram:-7:3:0:1.1.1','1.1.1',1688524380000000,'telegram:-7:3',0,0,0,'{"at":"2023-07-05T10:33:00+08:00","text":"已完成30%","reading":{"is_update":true,"percent":30}}',2063209930);
INSERT INTO "updates" VALUES(4,'telegram:-7:4:0:1.1.1','1.1.1',1688524440000000,'telegram:-7:4',0,0,1,'{"at":"2023-07-05T10:34:00+08:00","text":"已完成40%","reading":{"is_update":true,"percent":40}}',2584873080);
INSERT INTO "updates" VALUES(5,'telegram:-7:4:7:1.1.1','1.1.1',1688524500000000,'telegram:-7:4',7,0,0,'{"at":"2023-07-05T10:35:00+08:00","text":"已完成45%","reading":{"is_update":true,"percent":45}}',257911470);
CREATE UNIQUE INDEX updates_key ON updates (key);
CREATE INDEX updates_subject ON updates (subject, id);
CREATE INDEX updates_message ON updates (message) WHERE message <> '';
CREATE INDEX updates_at ON updates (at);
CREATE UNIQUE INDEX documents_id ON documents (tbl, doc_id);
CREATE UNIQUE INDEX inbox_key ON inbox (key);
CREATE INDEX inbox_waiting ON inbox (id) WHERE fate = 'waiting';
CREATE INDEX inbox_aside ON inbox (id) WHERE fate = 'aside';
CREATE UNIQUE INDEX outbox_key ON outbox (key);
CREATE INDEX outbox_open ON outbox (priority, id) WHERE state IN ('queued', 'sending');
CREATE INDEX audit_subject ON audit (subject, id);
CREATE INDEX lamp_changes_at ON lamp_changes (at);
COMMIT;
PRAGMA application_id = 1347174734;
PRAGMA user_version = 1;
