use super::container::Part;
use super::errors::Damage;
use super::xml::{Xml, push_text, unescape};
use quick_xml::events::Event;

/// The most bytes of all texts together, which are in memory.
pub(super) const TEXT_BYTES_MAX: usize = 192 * 1024 * 1024;
/// The most different texts.
pub(super) const STRINGS_MAX: usize = 10_000_000;

/// The texts of a workbook, which its cells name by their places.
#[derive(Default)]
pub(super) struct Strings {
    /// All texts, one after the other, and where each ends.
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(part: Part) -> Result<Self, Damage> {
        let (mut xml, mut strings) = (Xml::new(part), Self::default());
        loop {
            let begins = match xml.next()? {
                Event::Start(element) => element.local_name().as_ref() == "si",
                Event::Eof => return Ok(strings),
                _ => false,
            };
            if begins {
                let text = rich_text(&mut xml, "si")?;
                xml.restart();
                strings.push(&text)?;
            }
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Damage> {
        if self.text.len() + text.len() > TEXT_BYTES_MAX || self.ends.len() == STRINGS_MAX {
            return Err(Damage::TooMuchText);
        }
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| Damage::TooMuchText)?);
        Ok(())
    }

    /// Returns the text at a place, if there is one.
    pub(super) fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}

/// Reads a text that may have parts of many looks, up to the end of the element `name`. How it is spoken is left out.
pub(super) fn rich_text(xml: &mut Xml, name: &str) -> Result<String, Damage> {
    let (mut text, mut in_text, mut spoken) = (String::new(), false, false);
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => in_text = true,
                "rPh" => spoken = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => spoken = false,
                ended if ended == name => return Ok(unescape(&text)),
                _ => {}
            },
            Event::Eof => return Err(Damage::Wrong("its XML ends too early")),
            event if in_text && !spoken => push_text(event, &mut text)?,
            _ => {}
        }
    }
}
