//! OAI-PMH 2.0 at `/oai`: what harvesters of libraries and funders ask.
//!
//! The decision to question: **works and grants that are gone are told**, since the store forgets nothing and can say when each went. What a later revision of
//! the plan leaves out is not, so `deletedRecord` is `transient`, which promises what is kept and no more.

mod cerif;
mod dublin_core;
mod items;
mod jpcoar;
mod organisation;
mod paper;
mod request;
mod xml;

pub use items::Items;

use crate::site::Site;
use crate::snapshot::Snapshot;
use crate::visit::{Answer, Problem};
use crate::way::encode;
use items::{Item, Kind};
use paper::Paper;
use request::{Listing, Prefix, Request, Wrong, wrong};
use std::sync::Arc;
use xml::Xml;

/// How many items one answer holds.
const PORTION: usize = 100;

/// Answers a request. `query` is that of the address, or the body of a form; `host` is what addresses begin with: `https://plan.example.org`.
pub fn answer(site: &Site, query: &str, host: &str) -> Answer {
    match tell(site, query, host) {
        Ok(body) => Answer { status: 200, media_type: "text/xml; charset=utf-8", body },
        Err(problem) => {
            eprintln!("shirube: a harvester could not be answered: {problem:?}");
            let body = "the store cannot be read now; try again later\n".to_owned();
            Answer { status: 503, media_type: "text/plain; charset=utf-8", body }
        }
    }
}

fn tell(site: &Site, query: &str, host: &str) -> Result<String, Problem> {
    let snapshot = site.current();
    let items = site.harvested(&snapshot)?;
    let base = format!("{host}/oai");
    let door = Door { site, repository: format!("shirube.{}", snapshot.plan.id), snapshot, items, host, base };
    let asked = request::read(query);
    let mut xml = Xml::new();
    xml.open(
        "OAI-PMH",
        &[
            ("xmlns", "http://www.openarchives.org/OAI/2.0/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
            ),
        ],
    );
    let now = jiff::Timestamp::now().as_second();
    let now = jiff::Timestamp::from_second(now).map(|now| now.to_string()).unwrap_or_default();
    xml.leaf("responseDate", &[], &now);
    let told = match asked {
        Ok(request) => {
            door.repeat(&mut xml, query);
            match request {
                Request::Identify => Ok(door.identify()),
                Request::ListMetadataFormats { identifier } => door.formats(identifier.as_deref()),
                Request::ListSets => Ok(door.sets()),
                Request::GetRecord { identifier, prefix } => door.record(&identifier, prefix)?,
                Request::List { whole, list } => door.list(whole, list)?,
            }
        }
        Err(wrong) => {
            // The protocol wants no arguments repeated where they are wrong.
            xml.leaf("request", &[], &door.base);
            Err(wrong)
        }
    };
    match told {
        Ok(part) => xml.add(&part),
        Err(Wrong { code, because }) => xml.leaf("error", &[("code", code)], &because),
    }
    Ok(xml.document())
}

type Told = Result<Xml, Wrong>;

/// What is needed to answer.
struct Door<'a> {
    site: &'a Site,
    snapshot: Arc<Snapshot>,
    items: Arc<Items>,
    /// The name under which items are known everywhere; it does not change with the address of the site.
    repository: String,
    host: &'a str,
    base: String,
}

impl Door<'_> {
    fn repeat(&self, xml: &mut Xml, query: &str) {
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), crate::way::decode(&value.replace('+', " "))))
            .collect();
        let attributes: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        xml.leaf("request", &attributes, &self.base);
    }

    fn identify(&self) -> Xml {
        let plan = &self.snapshot.plan;
        let title = if plan.title.en.is_empty() { &plan.title.ja } else { &plan.title.en };
        let mut xml = Xml::new();
        xml.open("Identify", &[]);
        xml.leaf("repositoryName", &[], &format!("{} ({title})", plan.title.ja));
        xml.leaf("baseURL", &[], &self.base);
        xml.leaf("protocolVersion", &[], "2.0");
        // Nobody's address is known here; this one is reserved so that no letter reaches a stranger.
        xml.leaf("adminEmail", &[], "postmaster@shirube.invalid");
        xml.leaf("earliestDatestamp", &[], &self.items.earliest);
        xml.leaf("deletedRecord", &[], "transient");
        xml.leaf("granularity", &[], "YYYY-MM-DDThh:mm:ssZ");
        xml.open("description", &[]);
        xml.open("oai-identifier", &[("xmlns", "http://www.openarchives.org/OAI/2.0/oai-identifier")]);
        xml.leaf("scheme", &[], "oai");
        xml.leaf("repositoryIdentifier", &[], &self.repository);
        xml.leaf("delimiter", &[], ":");
        xml.leaf("sampleIdentifier", &[], &format!("oai:{}:Publications/pmid:1", self.repository));
        xml.close();
        xml.close();
        xml.open("description", &[]);
        cerif::service(&mut xml, &self.repository, [&plan.title.ja, title], &format!("{}/", self.host), &self.base);
        xml.close();
        xml.close();
        xml
    }

    fn formats(&self, identifier: Option<&str>) -> Told {
        let item = identifier.map(|identifier| self.item(identifier)).transpose()?;
        let mut xml = Xml::new();
        xml.open("ListMetadataFormats", &[]);
        for prefix in Prefix::ALL.into_iter().filter(|prefix| item.is_none_or(|item| gives(item, *prefix))) {
            let [schema, namespace] = prefix.schema();
            xml.open("metadataFormat", &[]);
            xml.leaf("metadataPrefix", &[], prefix.code());
            xml.leaf("schema", &[], schema);
            xml.leaf("metadataNamespace", &[], namespace);
            xml.close();
        }
        xml.close();
        Ok(xml)
    }

    fn sets(&self) -> Xml {
        let mut xml = Xml::new();
        let set = |xml: &mut Xml, spec: &str, name: &str| {
            xml.open("set", &[]);
            xml.leaf("setSpec", &[], spec);
            xml.leaf("setName", &[], name);
            xml.close();
        };
        xml.open("ListSets", &[]);
        for (spec, name) in cerif::SETS {
            set(&mut xml, spec, name);
        }
        for programme in &self.snapshot.plan.programmes {
            set(&mut xml, &format!("programme:{}", programme.id), &programme.title.ja);
        }
        for (_, project) in self.snapshot.plan.projects() {
            set(&mut xml, &format!("project:{}", project.id), &project.title.ja);
        }
        xml.close();
        xml
    }

    fn item(&self, identifier: &str) -> Result<&Item, Wrong> {
        let local = identifier.strip_prefix("oai:").and_then(|rest| rest.strip_prefix(self.repository.as_str()));
        let item = local.and_then(|rest| rest.strip_prefix(':')).and_then(|local| self.items.get(local));
        item.ok_or_else(|| wrong("idDoesNotExist", format!("there is no item `{identifier}`")))
    }

    fn record(&self, identifier: &str, prefix: Prefix) -> Result<Told, Problem> {
        let item = match self.item(identifier) {
            Ok(item) => item,
            Err(wrong) => return Ok(Err(wrong)),
        };
        if !gives(item, prefix) {
            let because = format!("`{identifier}` is not given as `{}`", prefix.code());
            return Ok(Err(wrong("cannotDisseminateFormat", because)));
        }
        let mut xml = Xml::new();
        xml.open("GetRecord", &[]);
        self.whole(&mut xml, item, prefix)?;
        xml.close();
        Ok(Ok(xml))
    }

    fn list(&self, whole: bool, list: Listing) -> Result<Told, Problem> {
        let within = |item: &&Item| {
            gives(item, list.prefix)
                && (list.set.is_empty() || item.sets.contains(&list.set))
                && (list.from.is_empty() || list.from <= item.stamp)
                && (list.until.is_empty() || item.stamp <= list.until)
        };
        let after = list.after.as_ref().map(|(stamp, local)| (stamp.as_str(), local.as_str()));
        let all: Vec<&Item> = self.items.items.iter().filter(within).collect();
        let rest =
            || all.iter().filter(|item| after.is_none_or(|after| (item.stamp.as_str(), item.local.as_str()) > after));
        let portion: Vec<&&Item> = rest().take(PORTION).collect();
        let Some(last) = portion.last() else {
            return Ok(Err(wrong("noRecordsMatch", "nothing matches, or nothing is left")));
        };
        let more = rest().count() > portion.len();
        let mut xml = Xml::new();
        xml.open(if whole { "ListRecords" } else { "ListIdentifiers" }, &[]);
        for item in &portion {
            if whole { self.whole(&mut xml, item, list.prefix)? } else { self.header(&mut xml, item) }
        }
        if more || list.after.is_some() {
            let (size, cursor) = (all.len().to_string(), list.given.to_string());
            let attributes = [("completeListSize", size.as_str()), ("cursor", cursor.as_str())];
            let next = Listing {
                given: list.given + portion.len(),
                after: Some((last.stamp.clone(), last.local.clone())),
                ..list.clone()
            };
            match more {
                true => xml.leaf("resumptionToken", &attributes, &next.token()),
                false => xml.empty("resumptionToken", &attributes),
            }
        }
        xml.close();
        Ok(Ok(xml))
    }

    fn header(&self, xml: &mut Xml, item: &Item) {
        let status = if item.is_gone() { "deleted" } else { "" };
        xml.open("header", &[("status", status)]);
        xml.leaf("identifier", &[], &format!("oai:{}:{}", self.repository, item.local));
        xml.leaf("datestamp", &[], &item.stamp);
        for set in &item.sets {
            xml.leaf("setSpec", &[], set);
        }
        xml.close();
    }

    fn whole(&self, xml: &mut Xml, item: &Item, prefix: Prefix) -> Result<(), Problem> {
        let paper = match &item.kind {
            Kind::Publication(id) => match self.site.record(id, self.snapshot.change, access::Actor::Public)? {
                Some(page) => Some(Paper::of(&page, &self.snapshot.plan)),
                None => return Ok(()),
            },
            _ => None,
        };
        xml.open("record", &[]);
        self.header(xml, item);
        if !item.is_gone() {
            xml.open("metadata", &[]);
            self.metadata(xml, item, paper.as_ref(), prefix);
            xml.close();
        }
        xml.close();
        Ok(())
    }

    fn metadata(&self, xml: &mut Xml, item: &Item, paper: Option<&Paper>, prefix: Prefix) {
        let plan = &self.snapshot.plan;
        let page = match &item.kind {
            Kind::Publication(id) => format!("{}/ja/records/{}", self.host, encode(id)),
            Kind::Project(id) => format!("{}/ja/projects/{id}", self.host),
            _ => String::new(),
        };
        match (prefix, paper) {
            (Prefix::OaiDc, Some(paper)) => dublin_core::paper(xml, paper, &page),
            (Prefix::OaiDc, None) => dublin_core::other(xml, &item.kind, plan, &page),
            (Prefix::Jpcoar, Some(paper)) => jpcoar::paper(xml, paper, plan, &page),
            (Prefix::Jpcoar, None) => {}
            (Prefix::Cerif, Some(paper)) => cerif::paper(xml, paper, &|id| self.items.get(id).is_some()),
            (Prefix::Cerif, None) => {
                cerif::other(xml, &item.kind, plan, &item.local, &self.items.fundings_of(&item.kind))
            }
        }
    }
}

/// Whether an item is given in a format. What is gone was given in each.
fn gives(item: &Item, prefix: Prefix) -> bool {
    prefix != Prefix::Jpcoar || matches!(item.kind, Kind::Publication(_) | Kind::Gone)
}
