"""The cover page: the keys of ``cover`` in filing.yaml, the dei facts they give, and which form needs which.

Requirements are those of the EDGAR Filer Manual, sections 6.5.20, 6.5.21, 6.5.26 and 6.5.40 to 6.5.54.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xbrlgen.model.where import Where


@dataclass(frozen=True, slots=True)
class CoverField:
    """``key`` as in filing.yaml (``address.city``); ``concept`` the dei element it states.

    ``kind`` is how a value is written: ``text``, ``flag`` (true/false), ``yesno`` (true/false,
    stated as Yes/No), ``day`` (month and day), ``year``, ``amount`` or ``shares`` (a number at a
    date). ``placeholder`` stands for a value that is not known; None where none can.
    """

    key: str
    concept: str
    kind: str = "text"
    placeholder: str | None = "Placeholder"


FIELDS = {
    f.key: f
    for f in (
        CoverField("file_number", "dei:EntityFileNumber", placeholder="000-00000"),
        CoverField("incorporation", "dei:EntityIncorporationStateCountryCode", placeholder="XX"),
        CoverField("tax_id", "dei:EntityTaxIdentificationNumber", placeholder="00-0000000"),
        CoverField("address.line1", "dei:EntityAddressAddressLine1"),
        CoverField("address.line2", "dei:EntityAddressAddressLine2"),
        CoverField("address.line3", "dei:EntityAddressAddressLine3"),
        CoverField("address.city", "dei:EntityAddressCityOrTown"),
        CoverField("address.state", "dei:EntityAddressStateOrProvince", placeholder=None),
        CoverField("address.country", "dei:EntityAddressCountry", placeholder=None),
        CoverField("address.zip", "dei:EntityAddressPostalZipCode", placeholder="00000"),
        CoverField("phone.area", "dei:CityAreaCode", placeholder="000"),
        CoverField("phone.number", "dei:LocalPhoneNumber", placeholder="000-0000"),
        CoverField("amendment_description", "dei:AmendmentDescription"),
        CoverField("fiscal_year_end", "dei:CurrentFiscalYearEndDate", "day", None),
        CoverField("fiscal_year", "dei:DocumentFiscalYearFocus", "year", None),
        CoverField("fiscal_period", "dei:DocumentFiscalPeriodFocus", placeholder=None),
        CoverField("quarterly_report", "dei:DocumentQuarterlyReport", "flag", None),
        CoverField("annual_report", "dei:DocumentAnnualReport", "flag", None),
        CoverField("transition_report", "dei:DocumentTransitionReport", "flag", None),
        CoverField("registration_statement", "dei:DocumentRegistrationStatement", "flag", None),
        CoverField("shell_company_report", "dei:DocumentShellCompanyReport", "flag", None),
        CoverField("accounting_standard", "dei:DocumentAccountingStandard", placeholder=None),
        CoverField("filer_category", "dei:EntityFilerCategory", placeholder=None),
        CoverField("small_business", "dei:EntitySmallBusiness", "flag", None),
        CoverField("shell_company", "dei:EntityShellCompany", "flag", None),
        CoverField("emerging_growth", "dei:EntityEmergingGrowthCompany", "flag", None),
        CoverField("ex_transition", "dei:EntityExTransitionPeriod", "flag", None),
        CoverField("interactive_data_current", "dei:EntityInteractiveDataCurrent", "yesno", None),
        CoverField("current_reporting", "dei:EntityCurrentReportingStatus", "yesno", None),
        CoverField("voluntary_filer", "dei:EntityVoluntaryFilers", "yesno", None),
        CoverField("well_known_seasoned_issuer", "dei:EntityWellKnownSeasonedIssuer", "yesno", None),
        CoverField("icfr_attestation", "dei:IcfrAuditorAttestationFlag", "flag", None),
        CoverField("error_correction", "dei:DocumentFinStmtErrorCorrectionFlag", "flag", None),
        CoverField("public_float", "dei:EntityPublicFloat", "amount", None),
        CoverField("shares_outstanding", "dei:EntityCommonStockSharesOutstanding", "shares", None),
        CoverField("auditor.name", "dei:AuditorName"),
        CoverField("auditor.location", "dei:AuditorLocation"),
        CoverField("auditor.firm_id", "dei:AuditorFirmId", placeholder=None),
        CoverField("written_communications", "dei:WrittenCommunications", "flag", None),
        CoverField("soliciting_material", "dei:SolicitingMaterial", "flag", None),
        CoverField("tender_offer", "dei:PreCommencementTenderOffer", "flag", None),
        CoverField("issuer_tender_offer", "dei:PreCommencementIssuerTenderOffer", "flag", None),
        CoverField("securities.title", "dei:Security12bTitle"),
        CoverField("securities.title_12g", "dei:Security12gTitle"),
        CoverField("securities.symbol", "dei:TradingSymbol", placeholder=None),
        CoverField("securities.no_symbol", "dei:NoTradingSymbolFlag", "flag", None),
        CoverField("securities.exchange", "dei:SecurityExchangeName", placeholder="NONE"),
    )
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that filing.yaml states for the cover.

    ``on`` is the date of an amount or a number of shares; ``member`` the class of stock it
    belongs to, where there are several.
    """

    field: CoverField
    value: str | Decimal
    where: Where
    placeholder: bool = False
    on: date | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a form's cover must state; ``rule`` is the Filer Manual's number.

    ``error`` tells an error from a warning. Any one of ``keys`` is enough. ``inline`` is asked of Inline
    XBRL only, ``accelerated`` of accelerated filers only, ``original`` not of amendments. ``since`` is the
    first version of dei that has the elements (``2022q4``): an older report cannot state them. Periods
    that end on ``after`` or earlier are not asked.
    """

    keys: tuple[str, ...]
    rule: str
    error: bool = False
    inline: bool = False
    accelerated: bool = False
    original: bool = False
    since: str = ""
    after: date | None = None

    @property
    def concepts(self) -> tuple[str, ...]:
        return tuple(FIELDS[k].concept for k in self.keys)


def _need(rule: str, *keys: str, since: str = "") -> tuple[Requirement, ...]:
    return tuple(Requirement((k,), rule, since=since) for k in keys)


def _shown(rule: str, *keys: str, since: str = "") -> tuple[Requirement, ...]:
    return tuple(Requirement((k,), rule, inline=True, since=since) for k in keys)


_INLINE = (
    *_shown("6.5.47", "file_number", "incorporation", "tax_id"),
    *_shown("6.5.48", "address.line1", "address.city", "address.zip", "phone.area", "phone.number"),
    Requirement(("address.state", "address.country"), "6.5.48", inline=True),
)
_SECURITIES = (Requirement(("securities.title", "securities.title_12g"), "6.5.46", inline=True),)
_ANNUAL = (
    *_need("6.5.40", "voluntary_filer", "well_known_seasoned_issuer"),
    Requirement(("icfr_attestation",), "6.5.21", accelerated=True, since="2020"),
    *_shown("6.5.49", "error_correction", since="2022q4"),
    *(
        Requirement((key,), "6.5.54", error=True, original=True, since="2021q4", after=date(2021, 12, 15))
        for key in ("auditor.name", "auditor.location", "auditor.firm_id")
    ),
)
_PERIODIC = (
    *_need("6.5.20", "fiscal_year", "fiscal_period"),
    *_need("6.5.21", "fiscal_year_end", "filer_category"),
    # A 10-Q with dei 2018, which has them too, was accepted without the flag of shell companies.
    *_need("6.5.40", "small_business", "emerging_growth", since="2018"),
    *_need("6.5.40", "shell_company", "interactive_data_current", since="2019"),
    *_need("6.5.40", "current_reporting"),
    *_need("6.5.26", "shares_outstanding"),
)

REQUIRED = {
    "8-K": (
        *_INLINE,
        *_SECURITIES,
        *_need("6.5.40", "emerging_growth"),
        *_shown(
            "6.5.52", "written_communications", "soliciting_material", "tender_offer", "issuer_tender_offer"
        ),
    ),
    "10-Q": (*_INLINE, *_SECURITIES, *_PERIODIC, *_shown("6.5.49", "quarterly_report", "transition_report")),
    "10-K": (
        *_INLINE,
        *_SECURITIES,
        *_PERIODIC,
        *_shown("6.5.49", "annual_report", "transition_report"),
        *_ANNUAL,
        *_need("6.5.21", "public_float"),
    ),
    "20-F": (
        *_shown("6.5.47", "file_number", "incorporation"),
        *_shown("6.5.48", "address.line1", "address.city", "address.country"),
        *_SECURITIES,
        *_need("6.5.20", "fiscal_year", "fiscal_period"),
        *_need("6.5.21", "fiscal_year_end", "filer_category"),
        *_need("6.5.40", "shell_company", "emerging_growth", "interactive_data_current", "current_reporting"),
        *_ANNUAL,
        *_need("6.5.26", "shares_outstanding"),
        *_shown("6.5.49", "annual_report", "transition_report"),
        *_need("6.5.50", "registration_statement", "shell_company_report", "accounting_standard"),
    ),
    "6-K": (),
}
"""By form type; an amendment (``/A``) needs what its form needs, and its description."""


ACCELERATED = frozenset({"Large Accelerated Filer", "Accelerated Filer"})


def missing(
    document_type: str,
    stated: Callable[[str], str | None],
    *,
    inline: bool,
    version: str,
    end: date | None = None,
) -> Iterator[Requirement]:
    """What a cover must state and does not.

    ``stated`` gives the value of a key, None where there is none; ``version`` is that of dei (``2025``),
    empty if it is not known, which asks for everything. ``end`` is the last day that is reported on; None
    asks for everything. A form that is not in the table asks for nothing.
    """
    accelerated = stated("filer_category") in ACCELERATED
    for need in REQUIRED.get(form_of(document_type), ()):
        waived = (
            (need.inline and not inline)
            or (need.accelerated and not accelerated)
            or (need.original and document_type.upper().endswith("/A"))
            or (bool(version) and version < need.since)
            or (end is not None and need.after is not None and end <= need.after)
        )
        if not waived and all(stated(k) is None for k in need.keys):
            yield need


def _dei(names: str) -> frozenset[str]:
    return frozenset(names.split())


_ALL_COVERS = _dei(
    """
    CityAreaCode DocumentPeriodEndDate DocumentType EntityAddressAddressLine1 EntityAddressAddressLine2
    EntityAddressAddressLine3 EntityAddressCityOrTown EntityAddressCountry EntityAddressPostalZipCode
    EntityAddressStateOrProvince EntityEmergingGrowthCompany EntityExTransitionPeriod EntityFileNumber
    EntityIncorporationStateCountryCode EntityRegistrantName LocalPhoneNumber Security12bTitle
    Security12gTitle SecurityExchangeName TradingSymbol
    """
)
_PERIODIC_COVERS = _dei(
    """
    DocumentTransitionReport EntityBankruptcyProceedingsReportingCurrent EntityCommonStockSharesOutstanding
    EntityCurrentReportingStatus EntityFilerCategory EntityInteractiveDataCurrent EntityShellCompany
    """
)
_ANNUAL_COVERS = _PERIODIC_COVERS | _dei(
    """
    AuditorFirmId AuditorLocation AuditorName CurrentFiscalYearEndDate DocumentAnnualReport
    DocumentFinStmtErrorCorrectionFlag DocumentFinStmtRestatementRecoveryAnalysisFlag EntityVoluntaryFilers
    EntityWellKnownSeasonedIssuer IcfrAuditorAttestationFlag
    """
)
_COVERS = {
    "8-K": _ALL_COVERS | _dei("EntityInformationFormerLegalOrRegisteredName EntityTaxIdentificationNumber"),
    "10-Q": _ALL_COVERS
    | _PERIODIC_COVERS
    | _dei(
        """
        DocumentQuarterlyReport EntityInformationFormerLegalOrRegisteredName EntitySmallBusiness
        EntityTaxIdentificationNumber
        """
    ),
    "10-K": _ALL_COVERS
    | _ANNUAL_COVERS
    | _dei(
        """
        DocumentsIncorporatedByReferenceTextBlock EntityPublicFloat EntitySmallBusiness
        EntityTaxIdentificationNumber
        """
    ),
    "20-F": _ALL_COVERS
    | _ANNUAL_COVERS
    | _dei(
        """
        DocumentAccountingStandard DocumentRegistrationStatement DocumentShellCompanyEventDate
        DocumentShellCompanyReport OtherReportingStandardItemNumber
        """
    ),
}
"""dei facts that stand on the form's cover page for all to see (EFM 6.5.45)."""


def on_cover(document_type: str, name: str) -> bool:
    """Does the cover page of a form show this dei fact? Of other forms none is known to."""
    return name in _COVERS.get(form_of(document_type), ())


def form_of(document_type: str) -> str:
    """The form whose requirements hold: ``10-K/A`` and ``10-KT`` are 10-K."""
    plain = document_type.upper().removesuffix("/A")
    return plain if plain in REQUIRED else plain.removesuffix("T")


def is_current(document_type: str) -> bool:
    """A current report speaks of the day of its event, not of a fiscal period."""
    return form_of(document_type) in ("8-K", "6-K")
