use super::RECIPE_BYTES_MAX;
use super::document::{invalid, nearest};
use boussole_core::Refusal;
use rust_embed::RustEmbed;
use std::fs::File;
use std::io::Read;

/// The recipes of the repository's `recipes` folder, inside the binary.
#[derive(RustEmbed)]
#[folder = "../../recipes"]
struct Shipped;

/// How the file of a recipe ends.
const ENDING: &str = ".toml";

/// Lists the names of the recipes inside the binary, sorted.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> =
        Shipped::iter().filter_map(|file| file.strip_suffix(ENDING).map(str::to_owned)).collect();
    names.sort();
    names
}

/// Returns the text of the recipe of that name, or of the file at that path.
pub(super) fn text(name_or_path: &str) -> Result<String, Refusal> {
    if is_file(name_or_path) {
        return read(name_or_path);
    }
    let file = Shipped::get(&format!("{name_or_path}{ENDING}")).ok_or_else(|| {
        let names = names();
        let nearest = nearest(name_or_path, names.iter().map(String::as_str));
        unknown(name_or_path).hint(format!("{nearest}; or give the path of your own {ENDING} file"))
    })?;
    String::from_utf8(file.data.into_owned()).map_err(|_| invalid("", "the recipe is not UTF-8 text"))
}

/// Makes the refusal of a recipe that is not there.
pub(super) fn unknown(name: &str) -> Refusal {
    Refusal::new("unknown_recipe", format!("there is no recipe `{name}`")).at("recipe")
}

/// Tells whether this is the path of a file.
pub(super) fn is_file(name_or_path: &str) -> bool {
    name_or_path.ends_with(ENDING)
}

fn read(path: &str) -> Result<String, Refusal> {
    let unreadable = |error: std::io::Error| {
        Refusal::new("unreadable_recipe", format!("cannot read the recipe `{path}`: {}", error.kind())).at("recipe")
    };
    let mut text = String::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(RECIPE_BYTES_MAX + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > RECIPE_BYTES_MAX {
        return Err(
            Refusal::new("unreadable_recipe", format!("a recipe has at most {RECIPE_BYTES_MAX} bytes")).at(path)
        );
    }
    Ok(text)
}
