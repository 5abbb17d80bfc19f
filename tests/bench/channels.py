"""Does every channel say the same? `python -m tests.bench.channels DATA_DIR [GM0150 ...]`.

Asks home, *In het kort*, *Vergelijken* (cards, sentences, tables, CSV), *Begroting en rekening*, *Gebruik*, *Inkomen*,
*Kaart*, *Met wie vergelijken?*, *Uw jeugdregio*, *Gesprek voorbereiden*, *Twee gemeenten naast elkaar*, *Vijf gemeenten
in 2021*, *Zelfevaluatie*, *Wat is nieuw?*, `metrics compare`, `figures`, `group` and `robust` of every gemeente, in the
newest year and 2019 beside eight kinds of groups, and in 2018 and 2022 beside the ordinary one and one by hand. Of
gemeenten that are named the PDF, Word file and workbook of *In het kort* are opened too (about 6 s a choice).
Prints each disagreement and exits with 1 where there is one.

On 28 November 2026, with everything loaded that this machine has: 342 gemeenten, 6,122 choices, 1,159,458 answers,
243,638 questions answered by two channels or more, no disagreement (one run of 1,373 s, of which 398 s of its own on
a busy machine of two cores). CBS's counts of young people were not loaded, so that no share had a chance band, and
there was one version, so that *Wat is nieuw?* had nothing to say. With their files opened, six gemeenten (GM0014,
GM0093, GM0150, GM0193, GM0344, GM0935): 108 choices, 24,127 answers, no disagreement.
"""

import os
import sys
import time

from tests.support.channels import KINDS, Channels, walk

WALKS = ((("", *KINDS, "own"), ("", "2019")), (("", "own"), ("2018", "2022")))


def main(arguments: list[str]) -> int:
    """Ask all, and tell."""
    os.environ["EIGENWIJZER_DATA"] = arguments[0]
    from pages.ui.site import builds  # reads the folder from the environment

    begin = time.perf_counter()
    choices_n = answers_n = shared_n = wrong_n = 0
    with builds.opened() as loaded:
        codes = arguments[1:] or list(loaded.gemeenten)
        # a PDF of every choice of every gemeente takes a day: with a handful of gemeenten named, files are opened
        channels = Channels(loaded, builds.records(), opens_files=bool(arguments[1:]))
        for kinds, years in WALKS:
            for code, kind, year, said in walk(channels, codes, kinds, years):
                choices_n += 1
                answers_n += sum(len(found) for found in said.answers.values())
                shared_n += sum(len(found) > 1 for found in said.answers.values())
                for asked, found in said.disagreements.items():
                    wrong_n += 1
                    print(code, kind or "ordinary", year, asked, found)
    seconds = time.perf_counter() - begin
    print(f"{len(codes)} gemeenten, {choices_n} choices, {answers_n} answers, {shared_n} questions", end=" ")
    print(f"answered by two channels or more, {wrong_n} disagreements ({seconds:.0f} s)")
    return 1 if wrong_n else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
