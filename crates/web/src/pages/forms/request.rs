//! The sheet of a register for one project and fiscal year, opened with what is known: `/ja/registers/seeds/request.xlsx?project=…&fiscal_year=…`.
//!
//! For those who may hand in: the sheet holds every column of the rows, and what is left out of a sheet is taken for nothing when it comes back.

use super::file::{FormFile, Reply, attachment};
use crate::visit::{Problem, Visit};
use documents::Rendering;
use forms::{RequestAsked, RequestError};
use plan::FiscalYear;
use register::Register;

/// The register whose request is asked for, if the address is one of a request.
pub fn register_of(visit: &Visit<'_>) -> Option<&'static Register> {
    let id = visit.path.strip_prefix("/registers/")?.strip_suffix("/request.xlsx")?;
    register::builtin().iter().find(|register| register.id == id)
}

/// The sheet.
pub fn reply(visit: &Visit<'_>, register: &'static Register) -> Result<Reply, Problem> {
    visit.site.may_hand_in(visit)?;
    let project = visit.asked("project").ok_or_else(|| Problem::BadRequest("`project`?".to_owned()))?;
    let year = match visit.asked("fiscal_year") {
        None => visit.snapshot.last_year(),
        Some(text) => {
            let year = text.parse().ok().filter(|year| (1900..=2200).contains(year)).map(FiscalYear);
            year.ok_or_else(|| Problem::BadRequest(format!("`fiscal_year`: `{text}`")))?
        }
    };
    let asked = RequestAsked { register, project, year, language: visit.language().into() };
    let request = match visit.site.request(visit, &asked)? {
        Ok(request) => request,
        Err(RequestError::NoProject(id)) => return Err(Problem::NotFound(id)),
        Err(RequestError::Store(error)) => return Err(error.into()),
        Err(RequestError::Template(error)) => return Err(Problem::Failed(error.to_string())),
    };
    let plain = format!("{}-{project}-{year}.xlsx", register.id);
    let name = format!("{}_{project}_{year}.xlsx", visit.language().plain(&register.title).replace(['/', ' '], "_"));
    Ok(Reply::File(FormFile {
        bytes: request.bytes,
        media_type: Rendering::Xlsx.media_type(),
        disposition: attachment(&plain, &name),
        content_policy: None,
    }))
}
