use super::container::Part;
use super::errors::Damage;
use crate::format::bounded::{Bounded, RecordMeter};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::BufReader;

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// The XML of a part. What stands between two calls of [`Xml::restart`] is bounded like a record.
pub(super) struct Xml {
    reader: Reader<BufReader<Bounded<BufReader<Part>>>>,
    meter: RecordMeter,
    buffer: Vec<u8>,
}

impl Xml {
    pub(super) fn new(part: Part) -> Self {
        let (bounded, meter) = Bounded::new(BufReader::with_capacity(BUFFER_BYTES, part));
        let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER_BYTES, bounded));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, meter, buffer: Vec::new() }
    }

    /// Says that a record ends here.
    pub(super) fn restart(&self) {
        self.meter.restart();
    }

    /// Reads the next event; an element without content begins and ends.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Damage> {
        self.buffer.clear();
        Ok(self.reader.read_event_into(&mut self.buffer)?)
    }

    /// Calls `see` with the beginning of each element of a part that is small as a whole.
    pub(super) fn each_element(
        mut self,
        mut see: impl FnMut(&BytesStart<'_>) -> Result<(), Damage>,
    ) -> Result<(), Damage> {
        loop {
            match self.next()? {
                Event::Start(element) => see(&element)?,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// Returns the value of an attribute, whatever the prefix of its name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Damage> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Damage::Wrong("its XML is wrong"))?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}

/// Adds the text of an event, if it is one, to `text`.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) -> Result<(), Damage> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => text.push(letter(reference)?),
        _ => {}
    }
    Ok(())
}

/// Returns the letter that a reference stands for: no other entities are known, so that none can grow.
fn letter(reference: &BytesRef<'_>) -> Result<char, Damage> {
    if let Some(letter) = reference.resolve_char_ref()? {
        return Ok(letter);
    }
    match &*reference.xml10_content() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Damage::Wrong("its XML is wrong")),
    }
}

/// Turns `_x000D_` and the like into the letters that XML cannot hold.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let (before, escape) = rest.split_at(place);
        plain.push_str(before);
        let digits = escape.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = digits
            .filter(|_| escape[6..].starts_with('_'))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = &escape[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &escape[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn letters_that_xml_cannot_hold_are_written_as_numbers() {
        let cases = [
            ("plain", "plain"),
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xé000_ _x00", "_xé000_ _x00"),
            ("_xD800_", "_xD800_"),
        ];
        for (text, plain) in cases {
            assert_eq!(unescape(text), plain);
        }
    }
}
