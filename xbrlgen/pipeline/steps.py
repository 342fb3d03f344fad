"""The corridor: every step from files to files, in order. Only here do rooms meet."""

from __future__ import annotations

from functools import partial

from xbrlgen.build import build
from xbrlgen.build.document import build_documents
from xbrlgen.catalog import open_catalog
from xbrlgen.check.arithmetic import check_arithmetic
from xbrlgen.check.blank import check_blank
from xbrlgen.check.dates import check_dates
from xbrlgen.check.edgar import lint_edgar
from xbrlgen.check.formulas import check_formulas
from xbrlgen.check.last_filing import check_last_filing
from xbrlgen.check.lint import lint
from xbrlgen.check.loose import check_loose
from xbrlgen.check.plausible import check_plausible
from xbrlgen.check.stated_period import check_stated_periods
from xbrlgen.check.tieout import tie_out
from xbrlgen.check.unsaid import check_unsaid
from xbrlgen.check.waivers import apply_waivers
from xbrlgen.mapping.accounts import roll_up
from xbrlgen.mapping.given import load_given, of_rules, set_apart
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.match import match
from xbrlgen.mapping.prose import read_claims
from xbrlgen.mapping.support import divided, ledgers_are_filed, match_support, of_support
from xbrlgen.mapping.tables import of_columns
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.mapping import Filing
from xbrlgen.model.package import Package
from xbrlgen.model.project import Project
from xbrlgen.model.source import Source
from xbrlgen.pipeline.pictures import pictures_of
from xbrlgen.pipeline.run import Judge, Run, Step
from xbrlgen.read import read_bytes


def read_project(run: Run) -> Run:
    """``filing.yaml``, the mapping it names, and the sources it names."""
    filing = load_report(run.project)
    open_base = partial(open_catalog, packages=run.options.packages)
    mapping, vocabulary = load_mapping(run.project, filing.mapping, open_base)
    sources = read_sources(run.project, filing)
    given, unusable = load_given(run.project, filing)
    return run.also(
        (*(f for s in sources for f in s.findings), *unusable),
        filing=filing,
        mapping=mapping,
        vocabulary=vocabulary,
        sources=sources,
        given=given,
    )


def read_sources(project: Project, filing: Filing) -> tuple[Source, ...]:
    """The sources that ``filing.yaml`` names. Raises XbrlgenError for one that cannot be read."""
    return tuple(
        read_bytes(
            project.read(name, filing.file),
            file=name,
            fiscal_year_end=filing.year_end,
            said=filing.said_of(name),
        )
        for name in filing.sources
    )


def match_lines(run: Run) -> Run:
    """Lines to rules: of what is filed, and of what supports it. Ledgers are rolled up first."""
    sources, support = divided(run.filing, (*run.sources, *run.support))
    rolled = roll_up(run.filing, run.mapping, run.vocabulary, (*sources, *support))
    filed = rolled is not None and ledgers_are_filed(run.filing, sources, support)
    matched = match(run.mapping, sources, rolled.hits if rolled is not None and filed else ())
    matched = set_apart(matched, run.filing, sources, run.given)
    supporting = match_support(run.mapping, support)
    found = [*matched.findings, *supporting.findings]
    hits = supporting.hits
    if rolled is not None:
        found += rolled.findings
        sources = (*sources, rolled.source) if filed else sources
        hits = hits if filed else (*hits, *rolled.hits)
    of_readers = of_rules(of_support(run.findings, support, hits), run.filing, sources, matched)
    settled = run.settled(of_columns(of_readers, matched))
    return settled.also(found, matched=matched, sources=sources, support=support, supporting=hits)


def build_report(run: Run) -> Run:
    """Facts, contexts, units and the extension taxonomy, settled."""
    claims = tuple(read_claims(run.filing, run.mapping, run.vocabulary, run.sources, run.matched.hits))
    report = build(
        run.filing,
        run.mapping,
        run.vocabulary,
        run.sources,
        run.matched,
        claims,
        run.supporting,
        run.given,
    )
    return run.also(report.findings, claims=claims, report=report)


def set_documents(run: Run) -> Run:
    """The documents people read, with their tags, and the pictures that they show."""
    pictures, found = pictures_of(run.project, run.sources)
    return run.also(found, documents=build_documents(run.sources, run.report), pictures=pictures)


def check_report(run: Run) -> Run:
    """Names, periods, sums, ratios, and the running text against the facts."""
    found: list[Finding] = [*lint(run.mapping, run.vocabulary, run.matched, run.report)]
    ties, of_sums = check_arithmetic(run.mapping, run.report)
    rest = {f.file: f.rest for f in run.filing.source_files if f.rest is not None}
    register, of_text = tie_out(run.mapping, run.sources, run.report, run.claims, ties, rest)
    found += check_dates(run.filing, run.report, run.sources)
    found += check_loose(run.matched.hits)
    found += check_plausible(run.report)
    found += check_stated_periods(run.mapping, run.report)
    found += check_blank(run.mapping, run.sources, run.matched.hits, run.report)
    found += check_unsaid(run.sources, run.matched.hits, run.report)
    found += check_formulas(run.mapping, (*run.sources, *run.support), run.report)
    return run.also((*found, *of_sums, *of_text), register=register)


def hold_to_last(run: Run) -> Run:
    """The figures against those that the project expects: of this filing, or of the last one.

    An expectation that cannot be read is the matter of ``xbrlgen test``.
    """
    from xbrlgen.compare.expectation import FILES, FOLDER, parse

    name = f"{FOLDER}/{FILES['facts']}"
    if not run.project.holds(name):
        return run
    try:
        expected = parse({"facts": run.project.read(name).decode("utf-8").replace("\r\n", "\n")}).report
    except (XbrlgenError, UnicodeDecodeError):
        return run
    if expected.entity.name != run.filing.entity.name:
        return run
    return run.also(check_last_filing(run.report, expected.facts))


def render_files(run: Run) -> Run:
    """The files as values: each is rendered once, when something first asks for it."""
    from xbrlgen.render.package import render_package

    return run.also(package=render_package(run.report, run.documents, run.pictures))


def lint_submission(run: Run) -> Run:
    """What would be submitted, held against the rules of the Filer Manual."""
    from xbrlgen.render.bundle import submission

    files = submission(run.report, run.documents, run.package)
    return run.also(lint_edgar(run.report, Package(files, files[0].name), base=run.vocabulary.base))


def judge_with(judge: Judge) -> Step:
    def judged(run: Run) -> Run:
        found, verdict, who = judge(run)
        return run.also(found, verdict=verdict, judge=who)

    return Step("judging with Arelle", judged)


def not_judged(run: Run) -> Run:
    return run.also(verdict=None, judge="not judged by Arelle (--fast)")


def waive(run: Run) -> Run:
    """Waivers with their reasons; findings in order."""
    whole = not run.options.fast
    waived = apply_waivers(
        run.filing,
        run.findings,
        complete=whole,
        edgar=run.options.edgar is not None,
        dqc=run.options.dqc,
    )
    return run.settled(sorted(waived, key=Finding.sort_key))


def write_output(run: Run) -> Run:
    """The output folder, if there is one to write and nothing failed."""
    from xbrlgen.render.writing import write_package

    if run.out is None or run.failed:
        return run
    write_package(run.package, run.out)
    return run.also(written=run.out)


READING = Step("reading", read_project)
MATCHING = Step("matching", match_lines)
BUILDING = Step("building", build_report)
SETTING = Step("setting the documents", set_documents)
CHECKING = Step("checking", check_report)
HOLDING = Step("holding to the last figures", hold_to_last)
RENDERING = Step("rendering", render_files)
LINTING = Step("checking as EDGAR would", lint_submission)
NOT_JUDGING = Step("leaving Arelle out", not_judged)
WAIVING = Step("waiving", waive)
WRITING = Step("writing", write_output)

WORK = (MATCHING, BUILDING, CHECKING)
"""What gives facts and our own checks of them, and renders nothing."""
SUBMIT = (SETTING, RENDERING, LINTING)
"""What gives the files, and what the Filer Manual says of them."""


def corridor(
    judge: Judge | None, *, writes: bool, filed: bool = False, pages: bool = False
) -> tuple[Step, ...]:
    """All steps of a run, in order. ``judge`` None leaves Arelle out; ``filed`` is for a filing made
    elsewhere, which is neither built nor rendered, with ``pages`` for one that is reviewed."""
    made: tuple[Step, ...] = (READING, MATCHING, BUILDING, SETTING, CHECKING, HOLDING, RENDERING, LINTING)
    if filed:
        from xbrlgen.pipeline.elsewhere import FILED, PAGES

        made = (*FILED, PAGES) if pages else FILED
    return (
        *made,
        NOT_JUDGING if judge is None else judge_with(judge),
        *((WAIVING, WRITING) if writes else (WAIVING,)),
    )
