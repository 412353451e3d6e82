//! Which of the shipped recipes fit some files, by the names of their columns.

use crate::recipe::{Base, Recipe, Table, TableTemplate, Template};
use boussole_core::Refusal;
use std::collections::BTreeMap;

/// The fewest columns by which a recipe that does not fit whole is shown.
const COLUMNS_FOUND_MIN: usize = 2;

/// A recipe that may be meant, and how the files differ from those it expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The name of the recipe.
    pub recipe: String,
    /// What people call it, by language.
    pub titles: BTreeMap<String, String>,
    /// Which file is which table, and what its columns are called.
    pub template: Template,
    /// How many of the columns that the recipe uses were found.
    pub n_columns_found: usize,
    /// How many columns the recipe uses.
    pub n_columns_wanted: usize,
    /// Whether every column that is needed was found.
    pub is_whole: bool,
}

/// Lists the shipped recipes that fit files with these names and columns, the best first.
///
/// # Errors
/// Refuses when a shipped recipe is wrong, which a test excludes.
pub fn candidates(files: &[(String, Vec<String>)]) -> Result<Vec<Candidate>, Refusal> {
    let mut candidates = Vec::new();
    for name in Recipe::shipped() {
        let recipe = Recipe::load(&name)?;
        candidates.extend(candidate(&recipe, files));
    }
    // Of equals the one of which more was found, and then the one whose columns these are most entirely.
    candidates.sort_by_key(|candidate| {
        let share = candidate.n_columns_found * 1_000 / candidate.n_columns_wanted.max(1);
        (!candidate.is_whole, std::cmp::Reverse(candidate.n_columns_found), std::cmp::Reverse(share))
    });
    Ok(candidates)
}

fn candidate(recipe: &Recipe, files: &[(String, Vec<String>)]) -> Option<Candidate> {
    let mut candidate = Candidate {
        recipe: recipe.name.clone(),
        titles: recipe.titles.clone(),
        template: Template { base: Base::Shipped(recipe.name.clone()), ..Template::default() },
        n_columns_found: 0,
        n_columns_wanted: recipe.tables_read().map(|(_, table)| table.columns.len()).sum(),
        is_whole: true,
    };
    for (name, table) in recipe.tables_read() {
        let matches = files.iter().map(|(name, columns)| (name, Match::of(table, columns)));
        // A file may serve two tables, as that of orders and of their lines in one.
        let best = matches.max_by_key(|(name, found)| (found.is_whole, found.names.len(), std::cmp::Reverse(*name)));
        let Some((file, found)) = best.filter(|(_, found)| !found.names.is_empty()) else {
            candidate.is_whole &= !table.is_required;
            continue;
        };
        if !found.is_whole && !table.is_required {
            continue;
        }
        candidate.is_whole &= found.is_whole;
        candidate.n_columns_found += found.names.len();
        let table_template =
            TableTemplate { file: Some(file.clone()), rename: found.renamed(table), ..TableTemplate::default() };
        candidate.template.tables.insert(name.to_owned(), table_template);
    }
    (candidate.is_whole || candidate.n_columns_found >= COLUMNS_FOUND_MIN).then_some(candidate)
}

/// Which column of a file is which of a table.
struct Match {
    /// The names in the file, by the names in the recipe.
    names: BTreeMap<String, String>,
    /// Whether none that is needed is missing.
    is_whole: bool,
}

impl Match {
    fn of(table: &Table, columns: &[String]) -> Self {
        let mut found = Self { names: BTreeMap::new(), is_whole: true };
        let mut is_taken = vec![false; columns.len()];
        // First those that are called as expected, so that no other takes their place.
        for names_of in [exact, alike] {
            for column in &table.columns {
                let is_open = !found.names.contains_key(&column.name);
                let place = names_of(column).iter().find_map(|name| {
                    columns
                        .iter()
                        .position(|other| fold(other) == *name || *other == *name)
                        .filter(|&place| !is_taken[place])
                });
                if let (true, Some(place)) = (is_open, place) {
                    is_taken[place] = true;
                    found.names.insert(column.name.clone(), columns[place].clone());
                }
            }
        }
        found.is_whole = table.columns.iter().all(|column| column.optional || found.names.contains_key(&column.name));
        found
    }

    /// Returns the names that differ from those the recipe expects.
    fn renamed(&self, table: &Table) -> BTreeMap<String, String> {
        let differs = |(name, other): &(&String, &String)| {
            table.columns.iter().any(|column| column.name == **name && column.file_name != **other)
        };
        self.names.iter().filter(differs).map(|(name, other)| (name.clone(), other.clone())).collect()
    }
}

fn exact(column: &crate::recipe::Column) -> Vec<String> {
    vec![column.file_name.clone()]
}

fn alike(column: &crate::recipe::Column) -> Vec<String> {
    [&column.file_name, &column.name].into_iter().chain(&column.also_called).map(|name| fold(name)).collect()
}

/// Returns the letters and digits of a name, small and without accents: `N° de commande` and `n_de_commande` are one.
fn fold(name: &str) -> String {
    let plain = |letter: char| match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        other => other,
    };
    name.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::candidates;
    use crate::recipe::Recipe;
    use expect_test::{Expect, expect};

    /// Shows which recipes fit files, which file is which table, and what is called otherwise.
    fn check(files: &[(&str, &[&str])], expected: Expect) {
        let files: Vec<(String, Vec<String>)> = files
            .iter()
            .map(|(name, columns)| ((*name).to_owned(), columns.iter().map(|name| (*name).to_owned()).collect()))
            .collect();
        let mut shown = String::new();
        for candidate in candidates(&files).expect("candidates").into_iter().take(2) {
            let (found, wanted) = (candidate.n_columns_found, candidate.n_columns_wanted);
            let whole = if candidate.is_whole { "whole" } else { "in part" };
            shown.push_str(&format!("{} {whole}, {found} of {wanted}\n", candidate.recipe));
            for (table, template) in candidate.template.tables {
                let file = template.file.unwrap_or_default();
                shown.push_str(&format!("  {table} = {file} {:?}\n", template.rename));
            }
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn every_shipped_recipe_is_right() {
        for name in Recipe::shipped() {
            Recipe::load(&name).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        }
    }

    #[test]
    fn columns_are_found_whatever_their_case_accents_and_language() {
        check(
            &[("a.csv", &["order_id", "customer_id", "date", "amount"])],
            expect![[r#"
            orders whole, 4 of 8
              orders = a.csv {}
            reviews whole, 3 of 12
              reviews = a.csv {}
        "#]],
        );
        check(
            &[("Export.xlsx", &["N° commande", "Client", "Date de commande", "Montant TTC", "Statut"])],
            expect![[r#"
                orders whole, 5 of 8
                  orders = Export.xlsx {"amount": "Montant TTC", "customer_id": "Client", "date": "Date de commande", "order_id": "N° commande", "status": "Statut"}
            "#]],
        );
        check(&[("x.csv", &["colour", "size"])], expect![[r#""#]]);
    }
}
