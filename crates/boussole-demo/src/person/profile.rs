use crate::fields::Fields;
use crate::number::user_id;
use crate::random::Draw;
use crate::world::{City, Language, Market, World};

/// What a person tells a company about themselves.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) user_id: String,
    pub(crate) email: String,
    pub(crate) first_name: &'static str,
    last_name: &'static str,
    pub(crate) market: &'static Market,
    pub(crate) city: &'static City,
    pub(crate) language: Language,
    phone: Option<String>,
}

/// Domains set apart for documentation: nobody receives mail there.
const MAIL_DOMAINS: [(u32, &str); 4] =
    [(50, "courriel.example"), (25, "example.org"), (15, "example.com"), (10, "example.net")];

impl Profile {
    /// Draws person number `person`.
    pub(crate) fn draw(person: u32, world: &'static World, draw: &mut Draw) -> Self {
        let markets = world.markets.iter().map(|market| (market.weight, market));
        let market = draw.weighted(markets).expect("some market has a weight");
        let city = draw.weighted(market.cities.iter().map(|city| (city.weight, city))).expect("some city has a weight");
        let language = if draw.chance(market.english) { Language::English } else { Language::French };
        let [own, common] = world.names.of(&market.country).expect("every market has its names");
        let firsts = if draw.chance(450) { &own.first } else { &common.first };
        let lasts = if draw.chance(720) { &own.last } else { &common.last };
        let first_name = draw.pick(firsts).expect("there are first names");
        let last_name = draw.pick(lasts).expect("there are family names");
        let domain = draw.weighted(MAIL_DOMAINS).expect("some domain has a weight");
        let phone = if draw.chance(380) { market.phone.as_deref().map(|pattern| digits(pattern, draw)) } else { None };
        Self {
            user_id: user_id(person),
            // The number makes it nobody else's.
            email: format!("{}.{}{person}@{domain}", plain(first_name), plain(last_name)),
            first_name,
            last_name,
            market,
            city,
            language,
            phone,
        }
    }

    /// Returns what the company writes in its customer file.
    pub(crate) fn traits(&self, newsletter: bool) -> Fields {
        Fields::new()
            .with("first_name", self.first_name)
            .with("last_name", self.last_name)
            .with("name", format!("{} {}", self.first_name, self.last_name))
            .with("email", self.email.as_str())
            .with("city", self.city.name.as_str())
            .with("country", self.market.country.as_str())
            .with("language", self.language.code())
            .with_some("phone", self.phone.as_deref())
            .with("newsletter", newsletter)
    }
}

/// Puts a drawn digit in the place of each `#`.
fn digits(pattern: &str, draw: &mut Draw) -> String {
    pattern.chars().map(|c| if c == '#' { char::from(b'0' + draw.below(10) as u8) } else { c }).collect()
}

/// Writes a name as in an address: lower case, letters without accents, nothing else.
fn plain(name: &str) -> String {
    name.chars().map(without_accent).filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns the letter below an accent, for the letters of the names and the phrases here.
pub(super) fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'É' | 'È' | 'Ê' => 'E',
        'ï' | 'î' => 'i',
        'ô' | 'ö' => 'o',
        'Ö' | 'Ô' => 'O',
        'ù' | 'û' | 'ü' => 'u',
        'À' | 'Â' => 'A',
        'Ç' => 'C',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, plain};
    use crate::random::Draw;
    use crate::world::World;
    use expect_test::expect;

    #[test]
    fn names_become_addresses() {
        assert_eq!(plain("Marie-Ève"), "marieeve");
        assert_eq!(plain("O'Connor"), "oconnor");
        assert_eq!(plain("Öztürk"), "ozturk");
        assert_eq!(plain("Gagné Le Goff"), "gagnelegoff");
    }

    #[test]
    fn people_are_plausible() {
        let people: Vec<String> = (0..6)
            .map(|person| {
                let profile = Profile::draw(person, World::shipped(), &mut Draw::of_person(1, person));
                serde_json::to_string(&profile.traits(true).into_map()).unwrap()
            })
            .collect();
        expect![[r#"
            {"first_name":"Thibault","last_name":"Carpentier","name":"Thibault Carpentier","email":"thibault.carpentier0@example.net","city":"Grenoble","country":"FR","language":"fr","newsletter":true}
            {"first_name":"Andrei","last_name":"Gauthier","name":"Andrei Gauthier","email":"andrei.gauthier1@courriel.example","city":"Lyon","country":"FR","language":"fr","phone":"+33 6 39 98 34 99","newsletter":true}
            {"first_name":"Heidi","last_name":"Rossier","name":"Heidi Rossier","email":"heidi.rossier2@courriel.example","city":"Genève","country":"CH","language":"fr","newsletter":true}
            {"first_name":"Alain","last_name":"Fournier","name":"Alain Fournier","email":"alain.fournier3@courriel.example","city":"Pau","country":"FR","language":"fr","newsletter":true}
            {"first_name":"Elena","last_name":"Nguyen","name":"Elena Nguyen","email":"elena.nguyen4@example.org","city":"Morges","country":"CH","language":"fr","newsletter":true}
            {"first_name":"Sandrine","last_name":"Blanc","name":"Sandrine Blanc","email":"sandrine.blanc5@example.com","city":"Genève","country":"CH","language":"fr","newsletter":true}"#]].assert_eq(&people.join("\n"));
    }
}
