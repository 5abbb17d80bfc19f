"""Texts of the evidence bundle: the README in Dutch and English, and head and tail of the script that
reruns it.
"""

from metrics import dutch
from metrics.facts import Facts
from metrics.report.audit import VERDICTS, Audit
from metrics.report.audit.summary import distinct, verdict_counts
from pages.ui.reproductie.words import MEANINGS, SHOWN_ORDER, VERDICT_WORDS

RERUN_HEAD = """-- Rekent de audit opnieuw met DuckDB alleen. / Redoes the audit with DuckDB alone.
-- In deze map / in this folder:   duckdb < rerun.sql
-- of / or:   python -c "import duckdb; print(duckdb.connect().execute(open('rerun.sql').read()).fetchall())"
-- Uitkomst / outcome: opnieuw.csv, en een telling van gelijke en andere cijfers / and a count of both."""

RERUN_TAIL = """CREATE OR REPLACE TABLE gepubliceerd AS
SELECT DISTINCT figure_id, recomputed, recomputed_report_way AS report_way
FROM read_csv('cells.csv', header = true, delim = ',', quote = '"', all_varchar = true);

CREATE OR REPLACE TABLE vergelijking AS
SELECT g.figure_id, o.recomputed, CAST(g.recomputed AS DOUBLE) AS published, o.report_way,
       CAST(g.report_way AS DOUBLE) AS published_report_way,
       coalesce(abs(o.recomputed - CAST(g.recomputed AS DOUBLE)) < 1e-6, o.recomputed IS NULL AND g.recomputed IS NULL)
       AND coalesce(abs(o.report_way - CAST(g.report_way AS DOUBLE)) < 1e-6,
                    o.report_way IS NULL AND g.report_way IS NULL) AS gelijk
FROM gepubliceerd g LEFT JOIN opnieuw o USING (figure_id);

COPY (SELECT * FROM vergelijking ORDER BY figure_id) TO 'opnieuw.csv' (HEADER);

SELECT count(*) AS figures_n, count(*) FILTER (gelijk) AS equal_n, count(*) FILTER (NOT gelijk) AS other_n,
       count(recomputed) AS recomputed_n
FROM vergelijking;"""

_README = """# Eigenwijzer: bewijspakket / evidence bundle

Versie van de cijfers / version of the figures: {build_id}. Klaargezet op / made on {built_at}.

## Nederlands

Dit pakket laat zien hoe de cijfers in tabel 2 tot en met 11 van het rapport *Eigenwijs transformeren*
(Verwey-Jonker Instituut, 2021) uit open gegevens zijn nagerekend. Eigenwijzer is geen uitgave van het
Verwey-Jonker Instituut, het CBS of het Rijk.

{printed_n} gedrukte cijfers ({distinct_n} verschillende); {recomputed_n} daarvan zijn nagerekend en {same_n} komen uit.

| bestand | wat |
|---|---|
| `cijfers.csv` | elk gedrukt cijfer met oordeel en reden, voor een Nederlands rekenblad |
| `cells.csv` | hetzelfde voor programma's: niet afgerond, leeg is geen cijfer |
| `data/` | de invoer: lasten (Iv3), inwoners, jongeren, inkomens, herindelingen |
| `sql/` | de berekeningen; `SET VARIABLE` zet gemeente, periode of tabel |
| `rerun.sql` | alle berekeningen achter elkaar, met vergelijking |
| `attempts.csv` | wat is geprobeerd voor cijfers die niet uitkomen |
| `repairs.csv` | elke wijziging van een enkel cijfer waarmee een onmogelijke rij klopt |
| `decile_rules.csv` | hoeveel gedrukte decielen elke regel teruggeeft |
| `statements.csv` | elke uitspraak van het rapport in onze woorden, met oordeel en uitleg; onze controles apart |
| `statement_figures.csv` | elk cijfer waar een uitspraak aan is getoetst |
| `sources.csv` | bronnen met status, laaddatum en sha256 van wat is geladen |
| `raw_rows.sha256` | sha256 van de ruwe rijen van elke bron; in een gegevensmap: `sha256sum -c raw_rows.sha256` |
| `SHA256SUMS` | sha256 van de bestanden in dit pakket (`sha256sum -c SHA256SUMS`) |

**Zelf narekenen.** Nodig is alleen DuckDB (1.1 of nieuwer). Pak uit, ga in de map staan en voer uit:

    duckdb < rerun.sql

De laatste regel telt hoeveel cijfers gelijk zijn; `opnieuw.csv` zet ze naast elkaar. Een enkele berekening: zet
eerst de regels `CREATE OR REPLACE TABLE` uit `rerun.sql`, dan de variabelen, dan een bestand uit `sql/`.

**Twee cijfers.** `recomputed` is altijd ons cijfer: niet afgerond, in elk jaar dezelfde gemeenten.
`recomputed_report_way` is wat de afronding of de keuze van gemeenten van het rapport geeft. Het oordeel komt uit beide.

**Wat is afgeleid.** Dat het rapport per taakveld op hele euro's afrondde, dat Amersfoort in 2019 niet meetelt
in Nederland, wie er in een grootteklasse meetelt en welk cijfer in een onmogelijke rij een drukfout is, staat
nergens: het is afgeleid uit wat uitkomt.

**Oordelen.**

{verdicts_nl}

## English

This bundle shows how the figures in tables 2-11 of the report *Eigenwijs transformeren* (Verwey-Jonker
Instituut, 2021) were recalculated from open data. {printed_n} printed cells ({distinct_n} distinct figures);
{recomputed_n} could be recalculated, {same_n} come out.

**Rerun.** DuckDB (1.1 or newer) is all that is needed. Unpack, go into the folder and run `duckdb < rerun.sql`.
`statements.csv` has the statements with their verdicts, `raw_rows.sha256` the hashes of the raw rows.
It reads `data/`, runs every calculation of `sql/` with its variables, writes `opnieuw.csv` (made again beside
published) and counts equal and other figures. `recomputed` is always our way: unrounded, the same gemeenten in
every term; `report_way` is the report's rounding (whole euros per taakveld, then added) or selection of gemeenten.
In `cells.csv`: `verdict` comes from both and is the first of {verdicts_en}
that applies; `reason_code` is `decile_tie` where another order among equal values gives the printed decile;
`calculation` names the file in `sql/`, `variables` its variables.

**Inferred, not found:** rounding per taakveld, leaving Amersfoort out of the country in 2019, who counts in a
size class, and which figure of an impossible row is the misprint.

## Bronnen / sources

{sources}

CBS: CC BY 4.0. Iv3: zoals gemeenten ze aan het CBS leverden, niet bewerkt / as delivered by municipalities to
CBS, unedited. De gedrukte cijfers zijn feiten uit het rapport; de tekst ervan is van de auteurs. / The printed
figures are facts from the report; its text is its authors'.
"""


def readme(facts: Facts, audit: Audit) -> str:
    """Return the README of the bundle: what is in it, how to rerun it, what is inferred, and the sources."""
    everything = audit.summary.iloc[-1]
    counts = verdict_counts(audit.cells)
    verdicts = [
        f"- `{verdict}` ({VERDICT_WORDS[verdict]}): {counts.get(verdict, 0)}. {MEANINGS[verdict]}"
        for verdict in SHOWN_ORDER
    ]
    return _README.format(
        build_id=facts.data_version,
        built_at=dutch.date_nl(facts.built_at) if facts.built_at else "",
        printed_n=int(everything["cells_n"]),
        distinct_n=len(distinct(audit.cells)),
        recomputed_n=int(everything["recomputed_n"]),
        same_n=int(everything["same_n"]),
        verdicts_nl="\n".join(verdicts),
        verdicts_en=", ".join(f"`{verdict}`" for verdict in VERDICTS),
        sources="\n".join(_source_lines(facts, audit)),
    )


def _source_lines(facts: Facts, audit: Audit) -> list[str]:
    named = {source for text in audit.cells["source"] for source in str(text).split(", ")}
    rows = facts.sources[facts.sources["source_id"].isin(named)].sort_values("source_id")
    lines = []
    for row in rows.to_dict("records"):
        when = "niet geladen / not loaded"
        if not dutch.is_missing(row["retrieved"]):
            when = f"geladen / loaded {row['retrieved']:%Y-%m-%d %H:%M} UTC, sha256 {row['sha256']}"
        elif row["source_id"] == "rapport":
            when = "ingetypt / typed in"
        own = row["reconstruction"]
        said = "" if dutch.is_missing(own) or not own else f" Reconstructie / reconstruction: {own}"
        lines.append(f"- {row['source_id']}: {row['title']}. {when}.{said}")
    return lines
