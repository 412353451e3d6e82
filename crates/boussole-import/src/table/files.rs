use crate::ImportError;
use crate::recipe::{Recipe, Table, nearest};
use boussole_core::Refusal;
use std::path::{Path, PathBuf};

/// The most files of one table.
const FILES_MAX: usize = 10_000;

/// How the names of packed files end.
const PACKED_ENDINGS: [&str; 2] = [".gz", ".zst"];

/// The files of one table, in the order of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableFiles {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) n_bytes: u64,
}

/// Finds the files of every table of `recipe` in the folder `path`; a recipe that requires one table also takes the file
/// itself.
pub(crate) fn locate(recipe: &Recipe, path: &Path) -> Result<Vec<TableFiles>, ImportError> {
    let metadata = std::fs::metadata(path).map_err(|error| {
        Refusal::new("unreadable_file", format!("cannot read `{}`: {}", path.display(), error.kind())).at("path")
    })?;
    if metadata.is_file() {
        let file = TableFiles { paths: vec![path.to_owned()], n_bytes: metadata.len() };
        let of = |table: &Table| if table.is_required { file.clone() } else { TableFiles::default() };
        // Groups have the files of their lines.
        return match recipe.tables.iter().filter(|table| table.is_required && table.group.is_none()).count() {
            1 => Ok(recipe.tables.iter().map(of).collect()),
            n => Err(Refusal::new(
                "folder_wanted",
                format!("the recipe `{}` has {n} tables, so it wants a folder", recipe.name),
            )
            .at("path")
            .into()),
        };
    }
    let names = names_in(path)?;
    recipe.tables.iter().map(|table| matching(path, &names, table)).collect()
}

/// Finds the first file of one table in `folder`; none where a table that is not required has none.
pub(crate) fn locate_one(table: &Table, folder: &Path) -> Result<Option<PathBuf>, ImportError> {
    Ok(matching(folder, &names_in(folder)?, table)?.paths.into_iter().next())
}

fn names_in(folder: &Path) -> Result<Vec<String>, ImportError> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(ImportError::file(folder))? {
        let entry = entry.map_err(ImportError::file(folder))?;
        if let Ok(name) = entry.file_name().into_string()
            && entry.path().is_file()
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn matching(folder: &Path, names: &[String], table: &Table) -> Result<TableFiles, ImportError> {
    let (pattern, table_name) = (table.file.as_str(), &table.name);
    let found: Vec<&String> =
        names.iter().filter(|name| matches_pattern(pattern.as_bytes(), name.as_bytes())).collect();
    if found.is_empty() && !table.is_required {
        return Ok(TableFiles::default());
    }
    if found.is_empty() || found.len() > FILES_MAX {
        let message = format!("{} files in `{}` are called `{pattern}`", found.len(), folder.display());
        let refusal = Refusal::new("no_file", message).at(format!("tables[{table_name}].file"));
        return Err(refusal.hint(nearest(pattern, names.iter().map(String::as_str))).into());
    }
    // The same file twice, once compressed, would count every row without a key twice.
    let plain = |name: &str| PACKED_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).map(str::to_owned);
    let twice = found.iter().find(|name| plain(name).is_some_and(|plain| found.iter().any(|other| **other == plain)));
    if let Some(name) = twice {
        let message = format!("`{name}` stands beside itself uncompressed");
        return Err(Refusal::new("ambiguous_file", message)
            .at(format!("tables[{table_name}].file"))
            .hint("remove one of the two")
            .into());
    }
    let paths: Vec<PathBuf> = found.iter().map(|name| folder.join(name)).collect();
    let mut n_bytes = 0;
    for path in &paths {
        n_bytes += std::fs::metadata(path).map_err(ImportError::file(path))?.len();
    }
    Ok(TableFiles { paths, n_bytes })
}

/// Matches `*` (any bytes) and `?` (one byte); everything else is itself.
fn matches_pattern(pattern: &[u8], name: &[u8]) -> bool {
    // Remembers the last star, to which a mismatch returns: linear in practice, never exponential.
    let (mut at_pattern, mut at_name, mut star) = (0, 0, None);
    while at_name < name.len() {
        match pattern.get(at_pattern) {
            Some(b'*') => {
                star = Some((at_pattern, at_name));
                at_pattern += 1;
            }
            Some(&byte) if byte == b'?' || byte == name[at_name] => {
                at_pattern += 1;
                at_name += 1;
            }
            _ => {
                let Some((star_pattern, star_name)) = star else { return false };
                star = Some((star_pattern, star_name + 1));
                at_pattern = star_pattern + 1;
                at_name = star_name + 1;
            }
        }
    }
    pattern[at_pattern..].iter().all(|&byte| byte == b'*')
}

impl TableFiles {
    /// Returns the name of a file of the table.
    pub(crate) fn name(&self, file: usize) -> String {
        let name = self.paths.get(file).and_then(|path| path.file_name());
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn a_pattern_knows_stars_and_question_marks() {
        let yes =
            [("a.csv*", "a.csv"), ("a.csv*", "a.csv.gz"), ("*", ""), ("*b*c", "abbc"), ("a?c", "abc"), ("é*", "été")];
        let no = [("a.csv*", "ba.csv"), ("a.csv", "a.csv.gz"), ("a?c", "ac"), ("*b", "bc"), ("", "a")];
        for (pattern, name) in yes {
            assert!(matches_pattern(pattern.as_bytes(), name.as_bytes()), "{pattern} {name}");
        }
        for (pattern, name) in no {
            assert!(!matches_pattern(pattern.as_bytes(), name.as_bytes()), "{pattern} {name}");
        }
    }
}
