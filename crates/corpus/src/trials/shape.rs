//! Where the three shapes of a ClinicalTrials.gov study keep what is in all of them.
//!
//! The decision to question: one table a shape instead of one reader a shape. The register renamed everything twice and moved
//! little; what a field is called, and which are read, is then the same for all three. A path goes through lists by itself.

use mention::FieldKind;

/// The paths of one shape.
pub(super) struct Shape {
    pub(super) own_number: &'static str,
    /// Other numbers that the register gave to the same study.
    pub(super) aliases: &'static str,
    pub(super) organisation_number: Item,
    pub(super) other_number: Item,
    pub(super) brief_title: &'static str,
    pub(super) official_title: &'static str,
    pub(super) sponsor: Item,
    pub(super) collaborator: Item,
    pub(super) responsible: &'static str,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    pub(super) eligibility: &'static str,
    pub(super) link: Item,
    pub(super) references: &'static [Item],
    /// What a reference is to the study (`RESULT`), and the PMID, inside it.
    pub(super) reference_type: &'static str,
    pub(super) reference_pmid: &'static str,
    pub(super) affiliations: &'static [&'static str],
    pub(super) facility: &'static str,
    pub(super) countries: &'static [&'static str],
    pub(super) phase: &'static str,
    pub(super) study_type: &'static str,
    pub(super) status: &'static str,
    pub(super) mesh: &'static [&'static str],
    /// Role and path; of several with one role the first that is there counts.
    pub(super) dates: &'static [(&'static str, &'static str)],
    /// Short texts with a name of their own.
    pub(super) texts: &'static [(&'static str, FieldKind, &'static str)],
    /// What is never read: people and how to reach them, places, terms that the register added, counts.
    pub(super) left_out: &'static [&'static str],
}

/// Things that come in a list, with their parts; an empty path is a part that the shape does not have, a list whose elements
/// are words has the part `.`.
pub(super) struct Item {
    pub(super) list: &'static str,
    pub(super) text: &'static str,
    /// What stands beside it: type, class, title.
    pub(super) beside: &'static str,
    /// More that stands beside it: a domain.
    pub(super) also_beside: &'static str,
    /// An address.
    pub(super) link: &'static str,
}

const fn item(list: &'static str, text: &'static str, beside: &'static str) -> Item {
    Item { list, text, beside, also_beside: "", link: "" }
}

/// The XML of the old site, `<clinical_study>`.
pub(super) static XML: Shape = Shape {
    own_number: "id_info.nct_id",
    aliases: "id_info.nct_alias",
    organisation_number: item("id_info.org_study_id", ".", ""),
    other_number: item("id_info.secondary_id", ".", ""),
    brief_title: "brief_title",
    official_title: "official_title",
    sponsor: item("sponsors.lead_sponsor", "agency", "agency_class"),
    collaborator: item("sponsors.collaborator", "agency", "agency_class"),
    responsible: "responsible_party.responsible_party_type",
    summary: "brief_summary.textblock",
    description: "detailed_description.textblock",
    eligibility: "eligibility.criteria.textblock",
    link: item("link", "url", "description"),
    references: &[item("reference", "citation", "PMID"), item("results_reference", "citation", "PMID")],
    reference_type: "",
    reference_pmid: "PMID",
    affiliations: &[
        "responsible_party.investigator_affiliation",
        "responsible_party.organization",
        "overall_official.affiliation",
    ],
    facility: "location.facility.name",
    countries: &["location_countries.country", "location.facility.address.country"],
    phase: "phase",
    study_type: "study_type",
    status: "overall_status",
    mesh: &["condition_browse.mesh_term", "intervention_browse.mesh_term"],
    dates: &[
        ("registered", "study_first_submitted"),
        ("registered", "firstreceived_date"),
        ("registered", "study_first_posted"),
        ("start", "start_date"),
        ("primary-completion", "primary_completion_date"),
        ("completion", "completion_date"),
        ("results", "results_first_posted"),
        ("updated", "last_update_posted"),
        ("updated", "lastchanged_date"),
        ("updated", "last_update_submitted"),
    ],
    texts: &[
        ("url", FieldKind::Text, "required_header.url"),
        ("source", FieldKind::Text, "source"),
        ("acronym", FieldKind::Title, "acronym"),
    ],
    left_out: &[
        "required_header",
        "responsible_party",
        "overall_official",
        "overall_contact",
        "overall_contact_backup",
        "location",
        "location_countries",
        "removed_countries",
        "condition_browse",
        "intervention_browse",
        "clinical_results.point_of_contact",
        "clinical_results.certain_agreements.pi_employee",
        "provided_document_section",
    ],
};

/// The JSON of the first API (`FullStudiesResponse`, `Study`).
pub(super) static V1: Shape = Shape {
    own_number: "ProtocolSection.IdentificationModule.NCTId",
    aliases: "ProtocolSection.IdentificationModule.NCTIdAliasList.NCTIdAlias",
    organisation_number: Item {
        list: "ProtocolSection.IdentificationModule.OrgStudyIdInfo",
        text: "OrgStudyId",
        beside: "OrgStudyIdType",
        also_beside: "OrgStudyIdDomain",
        link: "OrgStudyIdLink",
    },
    other_number: Item {
        list: "ProtocolSection.IdentificationModule.SecondaryIdInfoList.SecondaryIdInfo",
        text: "SecondaryId",
        beside: "SecondaryIdType",
        also_beside: "SecondaryIdDomain",
        link: "SecondaryIdLink",
    },
    brief_title: "ProtocolSection.IdentificationModule.BriefTitle",
    official_title: "ProtocolSection.IdentificationModule.OfficialTitle",
    sponsor: item("ProtocolSection.SponsorCollaboratorsModule.LeadSponsor", "LeadSponsorName", "LeadSponsorClass"),
    collaborator: item(
        "ProtocolSection.SponsorCollaboratorsModule.CollaboratorList.Collaborator",
        "CollaboratorName",
        "CollaboratorClass",
    ),
    responsible: "ProtocolSection.SponsorCollaboratorsModule.ResponsibleParty.ResponsiblePartyType",
    summary: "ProtocolSection.DescriptionModule.BriefSummary",
    description: "ProtocolSection.DescriptionModule.DetailedDescription",
    eligibility: "ProtocolSection.EligibilityModule.EligibilityCriteria",
    link: item("ProtocolSection.ReferencesModule.SeeAlsoLinkList.SeeAlsoLink", "SeeAlsoLinkURL", "SeeAlsoLinkLabel"),
    references: &[item(
        "ProtocolSection.ReferencesModule.ReferenceList.Reference",
        "ReferenceCitation",
        "ReferencePMID",
    )],
    reference_type: "ReferenceType",
    reference_pmid: "ReferencePMID",
    affiliations: &[
        "ProtocolSection.SponsorCollaboratorsModule.ResponsibleParty.ResponsiblePartyInvestigatorAffiliation",
        "ProtocolSection.ContactsLocationsModule.OverallOfficialList.OverallOfficial.OverallOfficialAffiliation",
    ],
    facility: "ProtocolSection.ContactsLocationsModule.LocationList.Location.LocationFacility",
    countries: &["ProtocolSection.ContactsLocationsModule.LocationList.Location.LocationCountry"],
    phase: "ProtocolSection.DesignModule.PhaseList.Phase",
    study_type: "ProtocolSection.DesignModule.StudyType",
    status: "ProtocolSection.StatusModule.OverallStatus",
    mesh: &[
        "DerivedSection.ConditionBrowseModule.ConditionMeshList.ConditionMesh.ConditionMeshTerm",
        "DerivedSection.InterventionBrowseModule.InterventionMeshList.InterventionMesh.InterventionMeshTerm",
    ],
    dates: &[
        ("registered", "ProtocolSection.StatusModule.StudyFirstSubmitDate"),
        ("registered", "ProtocolSection.StatusModule.StudyFirstPostDateStruct.StudyFirstPostDate"),
        ("start", "ProtocolSection.StatusModule.StartDateStruct.StartDate"),
        ("primary-completion", "ProtocolSection.StatusModule.PrimaryCompletionDateStruct.PrimaryCompletionDate"),
        ("completion", "ProtocolSection.StatusModule.CompletionDateStruct.CompletionDate"),
        ("results", "ProtocolSection.StatusModule.ResultsFirstPostDateStruct.ResultsFirstPostDate"),
        ("updated", "ProtocolSection.StatusModule.LastUpdatePostDateStruct.LastUpdatePostDate"),
        ("updated", "ProtocolSection.StatusModule.LastUpdateSubmitDate"),
    ],
    texts: &[
        ("source", FieldKind::Text, "ProtocolSection.IdentificationModule.Organization.OrgFullName"),
        ("acronym", FieldKind::Title, "ProtocolSection.IdentificationModule.Acronym"),
    ],
    left_out: &[
        "DerivedSection",
        "ProtocolSection.StatusModule.StatusVerifiedDate",
        "ProtocolSection.ContactsLocationsModule",
        "ProtocolSection.SponsorCollaboratorsModule.ResponsibleParty",
        "ResultsSection.MoreInfoModule.PointOfContact",
        "DocumentSection",
    ],
};

/// The JSON of the second API (`protocolSection`).
pub(super) static V2: Shape = Shape {
    own_number: "protocolSection.identificationModule.nctId",
    aliases: "protocolSection.identificationModule.nctIdAliases",
    organisation_number: Item {
        list: "protocolSection.identificationModule.orgStudyIdInfo",
        text: "id",
        beside: "type",
        also_beside: "domain",
        link: "link",
    },
    other_number: Item {
        list: "protocolSection.identificationModule.secondaryIdInfos",
        text: "id",
        beside: "type",
        also_beside: "domain",
        link: "link",
    },
    brief_title: "protocolSection.identificationModule.briefTitle",
    official_title: "protocolSection.identificationModule.officialTitle",
    sponsor: item("protocolSection.sponsorCollaboratorsModule.leadSponsor", "name", "class"),
    collaborator: item("protocolSection.sponsorCollaboratorsModule.collaborators", "name", "class"),
    responsible: "protocolSection.sponsorCollaboratorsModule.responsibleParty.type",
    summary: "protocolSection.descriptionModule.briefSummary",
    description: "protocolSection.descriptionModule.detailedDescription",
    eligibility: "protocolSection.eligibilityModule.eligibilityCriteria",
    link: item("protocolSection.referencesModule.seeAlsoLinks", "url", "label"),
    references: &[item("protocolSection.referencesModule.references", "citation", "pmid")],
    reference_type: "type",
    reference_pmid: "pmid",
    affiliations: &[
        "protocolSection.sponsorCollaboratorsModule.responsibleParty.investigatorAffiliation",
        "protocolSection.contactsLocationsModule.overallOfficials.affiliation",
    ],
    facility: "protocolSection.contactsLocationsModule.locations.facility",
    countries: &["protocolSection.contactsLocationsModule.locations.country"],
    phase: "protocolSection.designModule.phases",
    study_type: "protocolSection.designModule.studyType",
    status: "protocolSection.statusModule.overallStatus",
    mesh: &["derivedSection.conditionBrowseModule.meshes.term", "derivedSection.interventionBrowseModule.meshes.term"],
    dates: &[
        ("registered", "protocolSection.statusModule.studyFirstSubmitDate"),
        ("registered", "protocolSection.statusModule.studyFirstPostDateStruct.date"),
        ("start", "protocolSection.statusModule.startDateStruct.date"),
        ("primary-completion", "protocolSection.statusModule.primaryCompletionDateStruct.date"),
        ("completion", "protocolSection.statusModule.completionDateStruct.date"),
        ("results", "protocolSection.statusModule.resultsFirstPostDateStruct.date"),
        ("updated", "protocolSection.statusModule.lastUpdatePostDateStruct.date"),
        ("updated", "protocolSection.statusModule.lastUpdateSubmitDate"),
    ],
    texts: &[
        ("source", FieldKind::Text, "protocolSection.identificationModule.organization.fullName"),
        ("acronym", FieldKind::Title, "protocolSection.identificationModule.acronym"),
    ],
    left_out: &[
        "derivedSection",
        "protocolSection.contactsLocationsModule",
        "protocolSection.sponsorCollaboratorsModule.responsibleParty",
        "resultsSection.moreInfoModule.pointOfContact",
        "documentSection",
    ],
};
