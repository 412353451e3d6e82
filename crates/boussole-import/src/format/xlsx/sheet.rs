use super::container::Container;
use super::errors::Damage;
use super::moment;
use super::strings::{Strings, rich_text};
use super::styles::{self, Meaning};
use super::workbook::Workbook;
use super::xml::{Xml, attribute, push_text, unescape};
use crate::format::ByteCounter;
use quick_xml::events::{BytesStart, Event};

/// The most columns of a sheet: what Excel allows.
const COLUMNS_MAX: usize = 16_384;

/// The cells of a sheet, a row at a time.
pub(super) struct Sheet {
    xml: Xml,
    strings: Strings,
    meanings: Vec<Meaning>,
    from_1904: bool,
    is_over: bool,
}

/// A row of a sheet: its cells that are not empty.
#[derive(Debug, Default)]
pub(super) struct SheetRow {
    /// From 1.
    pub(super) number: u64,
    pub(super) cells: Vec<SheetCell>,
}

/// A cell that is not empty.
#[derive(Debug)]
pub(super) struct SheetCell {
    /// Its column, from 0.
    pub(super) column: usize,
    pub(super) text: String,
    /// Whether Excel could not compute it, as `#N/A`.
    pub(super) is_error: bool,
}

impl Sheet {
    pub(super) fn open(
        container: &mut Container,
        workbook: &Workbook,
        part: &str,
        counter: ByteCounter,
    ) -> Result<Self, Damage> {
        let mut open = |name: &Option<String>| match name {
            Some(name) => container.part(name, ByteCounter::default()),
            None => Ok(None),
        };
        let strings = open(&workbook.strings)?.map(Strings::read).transpose()?.unwrap_or_default();
        let meanings = open(&workbook.styles)?.map(styles::read).transpose()?.unwrap_or_default();
        let part = container.part(part, counter)?.ok_or(Damage::Wrong("the sheet is missing"))?;
        Ok(Self { xml: Xml::new(part), strings, meanings, from_1904: workbook.from_1904, is_over: false })
    }

    /// Reads the next row that is not empty; false at the end of the sheet, which is read to the end of its part.
    pub(super) fn next(&mut self, row: &mut SheetRow) -> Result<bool, Damage> {
        let (mut number, mut column) = (row.number, 0);
        row.cells.clear();
        while !self.is_over {
            match Step::of(&self.xml.next()?, column)? {
                Step::Row(said) => {
                    number = said.unwrap_or(number + 1).max(number);
                    column = 0;
                }
                Step::Cell(frame) => {
                    column = frame.column + 1;
                    row.cells.extend(self.cell(&frame)?);
                }
                Step::RowEnd => {
                    self.xml.restart();
                    row.number = number;
                    if !row.cells.is_empty() {
                        return Ok(true);
                    }
                }
                Step::SheetEnd => self.finish()?,
                Step::PartEnd => return Err(Damage::Wrong("the sheet ends too early")),
                Step::Other => {}
            }
        }
        Ok(false)
    }

    /// Reads what follows the cells, which only the checksum of the part needs.
    fn finish(&mut self) -> Result<(), Damage> {
        self.is_over = true;
        while !matches!(self.xml.next()?, Event::Eof) {
            self.xml.restart();
        }
        Ok(())
    }

    /// Reads a cell up to its end; `None` when it is empty.
    fn cell(&mut self, frame: &Frame) -> Result<Option<SheetCell>, Damage> {
        let (mut value, mut in_value, mut inline) = (String::new(), false, false);
        loop {
            if std::mem::take(&mut inline) {
                value = rich_text(&mut self.xml, "is")?;
            }
            let event = self.xml.next()?;
            match &event {
                Event::Start(element) => {
                    in_value = element.local_name().as_ref() == "v";
                    inline = element.local_name().as_ref() == "is";
                }
                Event::End(element) if element.local_name().as_ref() == "c" => break,
                Event::End(_) => in_value = false,
                Event::Eof => return Err(Damage::Wrong("the sheet ends too early")),
                event if in_value => push_text(event, &mut value)?,
                _ => {}
            }
        }
        let text = self.text(frame, value)?;
        let cell = SheetCell { column: frame.column, text, is_error: frame.kind == Kind::Error };
        Ok((!cell.text.is_empty()).then_some(cell))
    }

    /// Returns the text of a cell that holds `value`.
    fn text(&self, frame: &Frame, value: String) -> Result<String, Damage> {
        if value.is_empty() {
            return Ok(value);
        }
        match frame.kind {
            Kind::Shared => {
                let place = value.trim().parse().ok().and_then(|place| self.strings.get(place));
                place.map(str::to_owned).ok_or(Damage::Wrong("a cell names a text that is not there"))
            }
            Kind::Boolean => Ok(if value.trim() == "1" { "true" } else { "false" }.to_owned()),
            Kind::Inline => Ok(value),
            Kind::Text | Kind::Error => Ok(unescape(&value)),
            Kind::Number => {
                let number = value.trim().parse().ok().filter(|number: &f64| number.is_finite());
                let number = number.ok_or(Damage::Wrong("a cell has a number that is none"))?;
                let meaning = self.meanings.get(frame.format).copied().unwrap_or(Meaning::Number);
                Ok(moment::text(number, meaning, self.from_1904))
            }
        }
    }
}

/// What comes next in a sheet.
enum Step {
    /// A row begins, which may say its number.
    Row(Option<u64>),
    Cell(Frame),
    RowEnd,
    SheetEnd,
    PartEnd,
    Other,
}

impl Step {
    /// Tells what an event is; a cell that does not say where it is stands at `column`.
    fn of(event: &Event<'_>, column: usize) -> Result<Self, Damage> {
        Ok(match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => Self::Row(attribute(element, "r")?.and_then(|said| said.parse().ok())),
                "c" => Self::Cell(Frame::of(element, column)?),
                _ => Self::Other,
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => Self::RowEnd,
                "sheetData" => Self::SheetEnd,
                _ => Self::Other,
            },
            Event::Eof => Self::PartEnd,
            _ => Self::Other,
        })
    }
}

/// What a cell says of itself.
struct Frame {
    column: usize,
    kind: Kind,
    /// The place of its format.
    format: usize,
}

/// What the value of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Boolean,
    /// The place of a text.
    Shared,
    Text,
    /// A text that may have parts of many looks.
    Inline,
    Error,
}

impl Frame {
    /// Reads the frame of a cell; one that does not say where it is stands at `after`.
    fn of(element: &BytesStart<'_>, after: usize) -> Result<Self, Damage> {
        let column = attribute(element, "r")?.map_or(Some(after), |place| column(&place));
        let column = column.filter(|&column| (after..COLUMNS_MAX).contains(&column));
        let kind = match attribute(element, "t")?.as_deref() {
            None | Some("n") => Kind::Number,
            Some("b") => Kind::Boolean,
            Some("s") => Kind::Shared,
            Some("e") => Kind::Error,
            Some("inlineStr") => Kind::Inline,
            Some(_) => Kind::Text,
        };
        let format = attribute(element, "s")?.and_then(|format| format.parse().ok()).unwrap_or(0);
        Ok(Self { column: column.ok_or(Damage::Wrong("a cell is at no place of the sheet"))?, kind, format })
    }
}

/// Returns the column of a place like `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_are_numbers_of_26_letters() {
        let cases = [("A1", Some(0)), ("Z9", Some(25)), ("AA1", Some(26)), ("xfd2", Some(16_383)), ("12", None)];
        for (place, number) in cases {
            assert_eq!(column(place), number, "{place}");
        }
    }
}
