use crate::failure::Failure;
use crate::house::House;
use crate::print::Printer;
use crate::serve::{Features, features};
use boussole_mail::Mail;
use boussole_members::Members;
use boussole_sources::Sources;
use boussole_uploads::Uploads;

/// Prints the description of the HTTP interface, which is the same for every data folder: an empty one is made for it.
pub(crate) async fn openapi(project: &str, printer: &mut Printer) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let house = House::open(folder.path(), "openapi").await?;
    let text = described(&house, project).await;
    house.close().await;
    printer.text(&text?)
}

/// Returns the description; nobody is at a desk afterwards, so that the house can be closed.
async fn described(house: &House, project: &str) -> Result<String, Failure> {
    let desk = house.desk(project).await?;
    let members = Members::open(&house.core, house.clock.clone()).await?;
    let sources = Sources::open(&house.core, house.clock.clone()).await?;
    let uploads = Uploads::open(desk.place(), house.folder.uploads(&desk.ctx.project))?;
    let mail = Mail::open(&house.core, house.clock.clone(), None).await?;
    let Features { routes, .. } = features(house, &desk, &members, sources, &mail, &uploads, "").await?;
    uploads.close().await;
    Ok(boussole_http::routes(routes).document().to_pretty_json().map_err(std::io::Error::from)?)
}
