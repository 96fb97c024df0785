"""Every file family, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from hocba_ops.sources import (
    attestation_list,
    card_content,
    card_register_compact,
    card_register_wide,
    card_return_list,
    certificate_inventory,
    counterpart_totals,
    digitisation_list,
    enrolment_list,
    exemption_list,
    explanation_list,
    gradebook,
    ministry_register,
    published_figures,
    pupil_export,
    readiness_form,
    receipt_register,
    result_export,
    school_list,
    secondary_summary,
    staff_export,
    training_list,
)
from hocba_ops.sources.layout import Family

FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.name: family
        for family in (
            school_list.FAMILY,
            pupil_export.FAMILY,
            staff_export.FAMILY,
            result_export.FAMILY,
            gradebook.FAMILY,
            secondary_summary.FAMILY,
            card_register_wide.FAMILY,
            card_register_compact.FAMILY,
            card_content.FAMILY,
            receipt_register.FAMILY,
            ministry_register.FAMILY,
            counterpart_totals.FAMILY,
            card_return_list.FAMILY,
            enrolment_list.FAMILY,
            certificate_inventory.FAMILY,
            readiness_form.FAMILY,
            training_list.FAMILY,
            attestation_list.FAMILY,
            exemption_list.FAMILY,
            digitisation_list.FAMILY,
            explanation_list.FAMILY,
            published_figures.FAMILY,
        )
    }
)
"""Every file family by name."""

LAYOUTS = tuple(layout for family in FAMILIES.values() for layout in family.layouts)
