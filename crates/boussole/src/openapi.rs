use crate::failure::Failure;
use crate::house::House;
use crate::print::Printer;
use crate::serve::features;
use boussole_members::Members;
use boussole_sources::Sources;
use boussole_uploads::Uploads;

/// Prints the description of the HTTP interface, which is the same for every data folder: an empty one is made for it.
pub(crate) async fn openapi(project: &str, printer: &mut Printer) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let house = House::open(folder.path(), "openapi").await?;
    let desk = house.desk(project).await?;
    let members = Members::open(&house.core, house.clock.clone()).await?;
    let sources = Sources::open(&house.core, house.clock.clone()).await?;
    let uploads = Uploads::open(desk.place(), house.folder.uploads(&desk.ctx.project))?;
    let features = features(&house, &desk, &members, sources, &uploads).await?;
    let text = boussole_http::routes(features).document().to_pretty_json().map_err(std::io::Error::from)?;
    drop(desk);
    uploads.close().await;
    house.close().await;
    printer.text(&text)
}
