use super::container::Part;
use super::errors::Damage;
use super::xml::{Xml, attribute};
use quick_xml::events::Event;
use std::collections::HashMap;

/// The most formats of a workbook: what Excel allows.
const FORMATS_MAX: usize = 65_490;

/// What the number of a cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Number,
    /// A day, a time of day, or both.
    Moment,
    /// A number of hours, minutes or seconds.
    Duration,
}

/// Reads what the numbers of cells mean, by the places of their formats.
pub(super) fn read(part: Part) -> Result<Vec<Meaning>, Damage> {
    let (mut xml, mut own, mut meanings) = (Xml::new(part), HashMap::new(), Vec::new());
    let mut in_cell_formats = false;
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" if own.len() < FORMATS_MAX => {
                    if let (Some(id), Some(code)) =
                        (number(attribute(element, "numFmtId")?), attribute(element, "formatCode")?)
                    {
                        own.insert(id, of_code(&code));
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats && meanings.len() < FORMATS_MAX => {
                    let id = number(attribute(element, "numFmtId")?).unwrap_or(0);
                    meanings.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(element) => {
                in_cell_formats &= element.local_name().as_ref() != "cellXfs";
            }
            Event::Eof => return Ok(meanings),
            _ => {}
        }
    }
}

fn number(text: Option<String>) -> Option<u32> {
    text.and_then(|text| text.parse().ok())
}

/// Returns what a format without a code of its own means (ECMA-376, part 1, 18.8.30).
fn built_in(id: u32) -> Meaning {
    match id {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Meaning::Moment,
        46 => Meaning::Duration,
        _ => Meaning::Number,
    }
}

/// Returns what a format of this code means: letters of dates outside quotes make it a moment.
fn of_code(code: &str) -> Meaning {
    let mut letters = code.chars();
    // Only the first of several codes, that of positive numbers, says what a number is.
    while let Some(letter) = letters.next() {
        match letter {
            ';' => return Meaning::Number,
            '\\' | '_' | '*' => {
                letters.next();
            }
            '"' => {
                letters.by_ref().find(|&letter| letter == '"');
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|&letter| letter != ']').collect();
                if !inner.is_empty()
                    && inner.chars().all(|letter| matches!(letter.to_ascii_lowercase(), 'h' | 'm' | 's'))
                {
                    return Meaning::Duration;
                }
            }
            letter if matches!(letter.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's') => return Meaning::Moment,
            // The letters of `General` say nothing.
            'G' | 'g' => {
                letters.by_ref().take("eneral".len()).for_each(drop);
            }
            _ => {}
        }
    }
    Meaning::Number
}

#[cfg(test)]
mod tests {
    use super::of_code;
    use expect_test::expect;

    #[test]
    fn the_letters_of_dates_make_a_moment() {
        let shown: Vec<String> = [
            "dd/mm/yyyy",
            "[$-40C]d mmmm yyyy",
            "h:mm AM/PM",
            "[h]:mm:ss",
            "[mm]:ss",
            "0.00",
            "General",
            "#,##0.00\\ [$€-40C]",
            "\"jours\" 0",
            "0_d",
            "[Red]0;[Blue]-0;\"d\"",
            "0;d",
            "@",
            "yyyy-mm-dd\\Thh:mm",
            "",
        ]
        .iter()
        .map(|code| format!("{code} {:?}", of_code(code)))
        .collect();
        expect![[r#"
            dd/mm/yyyy Moment
            [$-40C]d mmmm yyyy Moment
            h:mm AM/PM Moment
            [h]:mm:ss Duration
            [mm]:ss Duration
            0.00 Number
            General Number
            #,##0.00\ [$€-40C] Number
            "jours" 0 Number
            0_d Number
            [Red]0;[Blue]-0;"d" Number
            0;d Number
            @ Number
            yyyy-mm-dd\Thh:mm Moment
             Number"#]]
        .assert_eq(&shown.join("\n"));
    }
}
