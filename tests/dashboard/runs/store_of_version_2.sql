BEGIN TRANSACTION;
CREATE TABLE curves (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, series TEXT NOT NULL, first INTEGER NOT NULL, points BLOB NOT NULL,
    PRIMARY KEY (run, series, first)
);
INSERT INTO "curves" VALUES('ccd53f8ed7','loss',1,X'00000000000004400000000000000040');
INSERT INTO "curves" VALUES('ccd53f8ed7','loss',3,X'000000000000F83F');
CREATE TABLE epochs (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, step INTEGER NOT NULL, epoch INTEGER NOT NULL,
    loss REAL, accuracy REAL, PRIMARY KEY (run, step)
);
INSERT INTO "epochs" VALUES('ccd53f8ed7',3,1,0.5,0.9);
CREATE TABLE marks (
    run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, step INTEGER NOT NULL, text TEXT NOT NULL
);
INSERT INTO "marks" VALUES('ccd53f8ed7',2,'learning rate 0.01 → 0.1');
CREATE TABLE requests (
    id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE, word TEXT NOT NULL, number REAL
);
INSERT INTO "requests" VALUES(1,'78e22e4f07','pause',NULL);
CREATE TABLE runs (
    id TEXT PRIMARY KEY, config TEXT NOT NULL, session TEXT NOT NULL, created REAL NOT NULL,
    status TEXT NOT NULL DEFAULT 'queued', message TEXT NOT NULL DEFAULT '',
    step INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0, speed REAL NOT NULL DEFAULT 0,
    pid INTEGER, born REAL, heartbeat REAL NOT NULL DEFAULT 0,
    test_loss REAL, test_accuracy REAL,
    name TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', kept INTEGER NOT NULL DEFAULT 0,
    parent TEXT, parent_step INTEGER, sweep TEXT NOT NULL DEFAULT ''
);
INSERT INTO "runs" VALUES('ccd53f8ed7','{"network": "784-10", "loss": "cross-entropy", "initializer": "he", "optimizer": "adam", "learning_rate": 0.01, "schedule": "one-cycle", "batch_size": 128, "epochs": 5, "momentum": 0.9, "beta1": 0.9, "beta2": 0.999, "rho": 0.9, "decay": 0.01, "clip": 0.0, "l1": 0.0, "l2": 0.0, "penalised": "weights", "max_norm": 0.0, "label_smoothing": 0.0, "augmentation": "none", "data": "mnist", "scaling": "0 to 1", "examples": 60000, "validation": 5000, "validate_every": 1, "patience": 0, "seed": 7}','5f2d',1.0,'finished','',3,3,0.0,0.0,NULL,NULL,0.0,NULL,0.91,'the first','',1,NULL,NULL,'');
INSERT INTO "runs" VALUES('78e22e4f07','{"network": "784-10", "loss": "cross-entropy", "initializer": "he", "optimizer": "adam", "learning_rate": 0.005, "schedule": "one-cycle", "batch_size": 128, "epochs": 5, "momentum": 0.9, "beta1": 0.9, "beta2": 0.999, "rho": 0.9, "decay": 0.01, "clip": 0.0, "l1": 0.0, "l2": 0.0, "penalised": "weights", "max_norm": 0.0, "label_smoothing": 0.0, "augmentation": "none", "data": "mnist", "scaling": "0 to 1", "examples": 60000, "validation": 5000, "validate_every": 1, "patience": 0, "seed": 0}','5f2d',2.0,'running','',9,0,0.0,0.0,12345,2.0,3.0,NULL,NULL,'','',0,NULL,NULL,'');
INSERT INTO "runs" VALUES('056185d54b','{"network": "784-10", "loss": "cross-entropy", "initializer": "he", "optimizer": "adam", "learning_rate": 0.005, "schedule": "one-cycle", "batch_size": 128, "epochs": 5, "momentum": 0.9, "beta1": 0.9, "beta2": 0.999, "rho": 0.9, "decay": 0.01, "clip": 0.0, "l1": 0.0, "l2": 0.0, "penalised": "weights", "max_norm": 0.0, "label_smoothing": 0.0, "augmentation": "none", "data": "mnist", "scaling": "0 to 1", "examples": 60000, "validation": 5000, "validate_every": 1, "patience": 0, "seed": 0}','5f2d',3.0,'queued','',0,0,0.0,0.0,NULL,NULL,0.0,NULL,NULL,'','',0,NULL,NULL,'');
CREATE INDEX runs_by_status ON runs (status, created);
COMMIT;
