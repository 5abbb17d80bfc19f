-- The store: one DuckDB file per build, read-only once it is pointed at.
-- Value and status are two columns: a missing figure is NULL with a reason, never a sentinel and never 0.
-- Amounts are in euro (the feed's thousands are converted once, in normalise), percentages 0-100.

CREATE TABLE build (
    build_id        TEXT PRIMARY KEY,   -- hash of inputs and code: which file this is
    data_version    TEXT NOT NULL,      -- hash of the snapshots alone: which figures a link or citation means
    built_at        TIMESTAMP NOT NULL, -- UTC
    loaders_version TEXT NOT NULL,
    kind            TEXT NOT NULL,      -- 'embedded' (data/ alone) or 'cbs' (with at least one loaded table)
    base            TEXT NOT NULL,      -- hash of schema, loaders' version and shipped files
    as_of           TEXT                -- ISO date when snapshots of later days were left out
);

CREATE TABLE source (                   -- one row a source in the register, loaded or not
    source_id   TEXT PRIMARY KEY,       -- CBS table id ('82972NED'), 'rapport', 'grenzen_2019', ...
    title       TEXT NOT NULL,
    catalog     TEXT,                   -- 'CBS', 'IV3', 'PDOK', 'eigenwijzer'
    kind        TEXT NOT NULL,          -- normaliser: 'youth_care', 'natura', 'income', 'finance', ...
    division_year INTEGER,              -- regional division ('indeling') where the table is per division
    url         TEXT,
    licence     TEXT,
    modified    TEXT,                   -- as the source says it
    retrieved   TIMESTAMP,              -- UTC; NULL when not loaded
    sha256      TEXT,
    rows_n      BIGINT,
    status      TEXT NOT NULL,          -- 'embedded', 'loaded', 'kept' (previous snapshot), 'gone' (the same: the
                                        -- source has it no more), 'absent', 'none' (has not appeared, or never was)
    message     TEXT,                   -- Dutch, for the screen: what went wrong and what to do
    register_id TEXT,                   -- its id in data/sources.toml: another where its number changed at CBS
    reconstruction TEXT,                -- its own description, where that says that the table is a reconstruction
    file        TEXT                    -- in the snapshot, what the sha256 is of; NULL when not loaded
);

CREATE TABLE region (
    code       TEXT PRIMARY KEY,        -- 'GM0150', 'NL01', 'JZ07', 'PV23', 'LD02', 'CR12', 'A007397'
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,           -- 'gemeente','land','landsdeel','provincie','corop','jeugdregio','grootteklasse'
    first_year INTEGER,                 -- first and last year (1 January) it exists in what is loaded or typed
    last_year  INTEGER                  -- NULL: still exists
);

CREATE TABLE membership (               -- which gemeente belongs to which region, by division and year
    region   TEXT NOT NULL,
    parent   TEXT NOT NULL,
    division TEXT NOT NULL,             -- 'jeugdregio','provincie','ggd','veiligheidsregio','arbeidsmarktregio', ...
    year     INTEGER NOT NULL,
    PRIMARY KEY (region, division, year)
);

CREATE TABLE merger (                   -- one row per (old, new) pair
    date     DATE NOT NULL,
    old_code TEXT NOT NULL, old_name TEXT NOT NULL,
    new_code TEXT NOT NULL, new_name TEXT NOT NULL,
    kind     TEXT NOT NULL              -- 'merger', 'rename', 'split' (true split: series broken)
);

CREATE TABLE observation (
    indicator     TEXT NOT NULL,        -- 'jh_121_pct', 'jz_totaal_n', 'inwoners_n', 'natura_jeugdhulp_pct', ...
    region        TEXT NOT NULL,
    period        TEXT NOT NULL,        -- '2019', '2017H1', '2017H2'
    year          INTEGER NOT NULL,
    value         DOUBLE,               -- NULL: no figure, see cell_status
    period_status TEXT NOT NULL,        -- 'definitief','nader_voorlopig','voorlopig','onbekend'
    cell_status   TEXT NOT NULL,        -- 'ok','geen_cijfer','niet_geleverd','nul_als_ontbrekend','gebroken','niet_plausibel'
    source_id     TEXT NOT NULL
);

CREATE TABLE wijk (                     -- figures per wijk: never among those of gemeenten (their codes and names are of one year)
    indicator     TEXT NOT NULL,        -- 'jeugdzorg_natura_wijk_pct', 'jeugdzorg_natura_wijk_n'
    region        TEXT NOT NULL,        -- 'WK000101'; a gemeente ('GM0001') for its total in the same table
    name          TEXT NOT NULL,        -- as the table of that year calls it
    gemeente      TEXT NOT NULL,        -- the gemeente of that year that it lies in
    period        TEXT NOT NULL,
    year          INTEGER NOT NULL,
    value         DOUBLE,               -- NULL: hidden or unknown, see cell_status
    period_status TEXT NOT NULL,
    cell_status   TEXT NOT NULL,        -- as of observation
    source_id     TEXT NOT NULL
);

CREATE TABLE finance (                  -- Iv3 as delivered: every category, both placings
    region     TEXT NOT NULL,           -- gemeente code of that year
    year       INTEGER NOT NULL,
    statement  TEXT NOT NULL,           -- 'begroting' (original) or 'jaarrekening'
    taakveld   TEXT NOT NULL,           -- string: '6.72', '6.72a', '6.751'
    categorie  TEXT NOT NULL,           -- 'L3.8', 'B3.8', ...
    placing1_eur DOUBLE,                -- NULL: not delivered
    placing2_eur DOUBLE,
    source_id  TEXT NOT NULL
);

CREATE TABLE finance_total (            -- finance over all categories of the placing that counts (see loaders.build.totals)
    region TEXT NOT NULL, year INTEGER NOT NULL, statement TEXT NOT NULL, taakveld TEXT NOT NULL,
    lasten_eur DOUBLE, baten_eur DOUBLE, -- NULL: none delivered
    "placing"  INTEGER,                  -- 2 or 1; NULL: neither delivered
    source_id TEXT NOT NULL
);

CREATE TABLE finance_label (            -- titles of taakvelden and categories, per year, as CBS gives them
    year INTEGER NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, title TEXT NOT NULL  -- kind: 'taakveld','categorie'
);

CREATE TABLE boundary (                 -- generalised, valid, simplified as one coverage; WGS84
    year INTEGER NOT NULL, region TEXT NOT NULL, wkb BLOB NOT NULL
);

CREATE TABLE neighbour (                -- pairs that share a line, both directions
    year INTEGER NOT NULL, region TEXT NOT NULL, other TEXT NOT NULL, shared_m DOUBLE NOT NULL
);

CREATE TABLE report_cell (
    table_n     INTEGER NOT NULL,       -- 1..11
    case_code   TEXT NOT NULL,          -- the gemeente the table is about
    row_label   TEXT NOT NULL,          -- as printed
    row_kind    TEXT NOT NULL,          -- 'case','size_class','country','region','reference'
    region_code TEXT,                   -- GM/NL/JZ code; size classes 'SIZE:100-150'
    "column"    TEXT NOT NULL,          -- as in data/report/tables.csv
    printed     TEXT NOT NULL,          -- exactly as printed
    value       DOUBLE,                 -- NULL where the cell holds no number
    status      TEXT NOT NULL,          -- 'number','not_applicable' (x),'missing' (-),'other_source' (#), 'text'
    note        TEXT,
    line        INTEGER NOT NULL        -- line in the transcription of the report
);

-- The versions of the figures that came after each other in this data folder, and what each changed for a gemeente
-- (loaders.build.history): both sides of a comparison were made by the same code.
CREATE TABLE version (
    number   INTEGER PRIMARY KEY,       -- 0 is the oldest
    version  TEXT NOT NULL,             -- build.data_version
    previous TEXT NOT NULL,             -- the version it was compared with; empty: none
    loaded   TIMESTAMP NOT NULL         -- when its newest table was loaded, UTC
);
CREATE TABLE news (
    version   TEXT NOT NULL,            -- the version that brought it
    region    TEXT NOT NULL,            -- gemeente of then; empty: for every gemeente
    indicator TEXT NOT NULL,            -- as in data/indicators.toml; empty where the news is no figure
    period    TEXT NOT NULL,
    what      TEXT NOT NULL,            -- 'nieuw','herzien','definitief','herindeling','nieuwe_bron','vervallen'
    old       DOUBLE, new DOUBLE,       -- in the unit of the indicator; NULL: there is none
    detail    TEXT NOT NULL,            -- why a figure went, the old status, the old gemeente, the title of a table
    source    TEXT NOT NULL
);

-- What follows from all this and costs time to compute (metrics.stored): tables in the schema 'derived', made by the
-- code and records whose hash is the key. Another key: not used.
-- A frame without rows has columns here and no table of its own.
CREATE TABLE derived_key (key TEXT NOT NULL);
CREATE TABLE derived_column (name TEXT NOT NULL, column_name TEXT NOT NULL, kind TEXT NOT NULL);
