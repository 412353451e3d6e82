use super::container::Container;
use super::errors::Damage;
use super::xml::{Xml, attribute};
use crate::format::ByteCounter;
use std::collections::HashMap;

/// Where a workbook is in most files.
const WORKBOOK: &str = "xl/workbook.xml";
/// The most sheets of a workbook.
const SHEETS_MAX: usize = 10_000;

/// What a workbook says of its sheets.
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    /// Whether days are counted from 1904, as on an old Macintosh.
    pub(super) from_1904: bool,
    /// The parts of the texts and of the formats, where there are any.
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
}

/// A sheet and where its cells are.
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

/// What a part refers to, by the id of the reference: the kind and the name of the other part.
type References = HashMap<String, (String, String)>;

impl Workbook {
    pub(super) fn read(container: &mut Container) -> Result<Self, Damage> {
        let package = references(container, "")?;
        let of_kind = |references: &References, kind: &str| {
            references.values().find(|(known, _)| known.rsplit('/').next() == Some(kind)).map(|(_, part)| part.clone())
        };
        let part = of_kind(&package, "officeDocument").unwrap_or_else(|| WORKBOOK.to_owned());
        let references = references(container, &part)?;
        let mut workbook = Self {
            sheets: Vec::new(),
            from_1904: false,
            strings: of_kind(&references, "sharedStrings"),
            styles: of_kind(&references, "styles"),
        };
        let part = container.part(&part, ByteCounter::default())?.ok_or(Damage::Foreign)?;
        Xml::new(part).each_element(|element| {
            match element.local_name().as_ref() {
                "workbookPr" => {
                    let said = attribute(element, "date1904")?;
                    workbook.from_1904 = said.is_some_and(|said| said == "1" || said == "true");
                }
                "sheet" if workbook.sheets.len() < SHEETS_MAX => {
                    let id = attribute(element, "id")?.unwrap_or_default();
                    // Charts are sheets too, but without cells.
                    if let Some((kind, part)) = references.get(&id)
                        && kind.ends_with("/worksheet")
                    {
                        workbook.sheets.push(SheetEntry {
                            name: attribute(element, "name")?.unwrap_or_default(),
                            part: part.clone(),
                            hidden: attribute(element, "state")?.is_some_and(|state| state != "visible"),
                        });
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(workbook)
    }
}

/// Reads what `part` refers to; the whole package when it has no name.
fn references(container: &mut Container, part: &str) -> Result<References, Damage> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let list = format!("{folder}/_rels/{name}.rels");
    let mut references = References::new();
    let Some(part) = container.part(list.trim_start_matches('/'), ByteCounter::default())? else {
        return Ok(references);
    };
    Xml::new(part).each_element(|element| {
        if element.local_name().as_ref() == "Relationship" {
            let [id, kind, target] = ["Id", "Type", "Target"].map(|name| attribute(element, name));
            if let (Some(id), Some(kind), Some(target)) = (id?, kind?, target?) {
                references.insert(id, (kind, resolve(folder, &target)));
            }
        }
        Ok(())
    })?;
    Ok(references)
}

/// Returns the name of the part that `target` is, as seen from `folder`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
