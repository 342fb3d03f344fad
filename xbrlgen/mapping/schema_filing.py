"""The form of filing.yaml: strict, every key named here and nowhere else; see ``schema``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from xbrlgen.mapping.schema import QName, Strict, Text


class EntityIn(Strict):
    name: Text
    cik: Annotated[str, StringConstraints(pattern=r"^(placeholder|\d{1,10})$")]


class DocumentIn(Strict):
    type: Text
    period_end: date
    date: date
    amendment: bool = False


Flag = Literal["true", "false"]


class AddressIn(Strict):
    line1: Text | None = None
    line2: Text | None = None
    line3: Text | None = None
    city: Text | None = None
    state: Text | None = None
    zip: Text | None = None
    country: Text | None = None


class PhoneIn(Strict):
    area: Text | None = None
    number: Text | None = None


class AuditorIn(Strict):
    name: Text | None = None
    location: Text | None = None
    firm_id: Text | None = None


class SecurityIn(Strict):
    """One class of securities; ``member`` names it where there are several."""

    title: Text | None = None
    title_12g: Text | None = None
    symbol: Text | None = None
    no_symbol: Flag | None = None
    exchange: Text | None = None
    member: QName | None = None


class CountIn(Strict):
    """A number at a date: public float, shares outstanding."""

    value: Annotated[str, StringConstraints(pattern=r"^\d{1,20}$")]
    date: date
    member: QName | None = None


class CoverIn(Strict):
    """The cover page; every key gives a dei fact (model.cover)."""

    file_number: Text | None = None
    incorporation: Text | None = None
    tax_id: Text | None = None
    address: AddressIn = Field(default_factory=AddressIn)
    phone: PhoneIn = Field(default_factory=PhoneIn)
    amendment_description: Text | None = None
    fiscal_year_end: Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$")] | None = None
    fiscal_year: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    fiscal_period: Literal["FY", "Q1", "Q2", "Q3", "Q4", "H1", "H2"] | None = None
    quarterly_report: Flag | None = None
    annual_report: Flag | None = None
    transition_report: Flag | None = None
    registration_statement: Flag | None = None
    shell_company_report: Flag | None = None
    accounting_standard: Text | None = None
    filer_category: (
        Literal["Large Accelerated Filer", "Accelerated Filer", "Non-accelerated Filer"] | None
    ) = None
    small_business: Flag | None = None
    shell_company: Flag | None = None
    emerging_growth: Flag | None = None
    ex_transition: Flag | None = None
    interactive_data_current: Flag | None = None
    current_reporting: Flag | None = None
    voluntary_filer: Flag | None = None
    well_known_seasoned_issuer: Flag | None = None
    icfr_attestation: Flag | None = None
    error_correction: Flag | None = None
    public_float: CountIn | None = None
    shares_outstanding: CountIn | list[CountIn] | None = None
    auditor: AuditorIn = Field(default_factory=AuditorIn)
    written_communications: Flag | None = None
    soliciting_material: Flag | None = None
    tender_offer: Flag | None = None
    issuer_tender_offer: Flag | None = None
    securities: list[SecurityIn] = Field(default=[])


class WaiverIn(Strict):
    code: Text
    about: Text | list[Text] | None = None
    reason: Text


class SourceIn(Strict):
    """A source with what is to be said of how it is read."""

    file: Text
    role: Literal["filed", "support"] | None = None
    form: Literal["wide", "long", "ledger", "tags"] | None = None
    delimiter: Literal[",", ";", "|", "tab"] | None = None
    decimal: Literal[".", ","] | None = None
    thousands: Literal[",", ".", " ", "'"] | None = None
    encoding: Literal["utf-8", "utf-16", "cp1252", "latin-1"] | None = None
    hidden: Literal["read", "skip"] = "skip"
    document: Text | None = None
    tags: Text | None = None
    rest: Text | None = None


def _source_kind(value: Any) -> str:
    return "(file)" if isinstance(value, dict | SourceIn) else "(name)"


SourceEntry = Annotated[
    Annotated[Text, Tag("(name)")] | Annotated[SourceIn, Tag("(file)")], Discriminator(_source_kind)
]


class ReportIn(Strict):
    """filing.yaml."""

    mapping: Text = "mapping.yaml"
    sources: list[SourceEntry] = Field(min_length=1)
    entity: EntityIn
    document: DocumentIn
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "USD"
    fiscal_year_end: Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$")] | None = None
    fiscal_year_named: Literal["start", "end"] = "end"
    periods: dict[Text, Text] = Field(default={})
    cover: CoverIn = Field(default_factory=CoverIn)
    waivers: list[WaiverIn] = Field(default=[])
