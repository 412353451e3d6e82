//! Writes small Excel workbooks: a zip file with the fewest parts that one needs.

use flate2::Crc;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// Packs parts as a zip file.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(content);
        let at = u32::try_from(bytes.len()).unwrap();
        // What the entry before the part and the one in the list have in common.
        let mut common = Vec::from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
        for number in [crc.sum(), u32::try_from(packed.len()).unwrap(), u32::try_from(content.len()).unwrap()] {
            common.extend(number.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&common);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (n_parts, at) = (u16::try_from(parts.len()).unwrap(), u32::try_from(bytes.len()).unwrap());
    bytes.extend(&list);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([n_parts.to_le_bytes(), n_parts.to_le_bytes()].concat());
    bytes.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook, but for its sheets.
pub(crate) struct Parts {
    /// What a sheet says of itself, and its rows.
    pub(crate) sheets: Vec<(&'static str, String)>,
    /// The texts: what is in each `si`.
    pub(crate) strings: String,
    /// The formats of cells, by their places.
    pub(crate) formats: String,
    pub(crate) properties: &'static str,
}

impl Parts {
    /// Makes a workbook whose only sheet has these rows.
    pub(crate) fn of_rows(rows: &str) -> Self {
        let formats = [0, 14, 22, 164, 165, 46].map(|id| format!("<xf numFmtId=\"{id}\"/>")).concat();
        Self {
            sheets: vec![("name=\"Orders\"", rows.to_owned())],
            strings: String::new(),
            formats: format!(
                "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm:ss\"/>\
                 <numFmt numFmtId=\"165\" formatCode=\"0.00&quot; jours&quot;\"/></numFmts>\
                 <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{formats}</cellXfs>"
            ),
            properties: "",
        }
    }

    /// Makes the bytes of the workbook.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
        };
        let mut relations =
            relation("t", "sharedStrings", "sharedStrings.xml") + &relation("f", "styles", "/xl/styles.xml");
        let (mut sheets, mut parts) = (String::new(), Vec::new());
        for (place, (says, rows)) in self.sheets.iter().enumerate() {
            sheets += &format!("<sheet {says} sheetId=\"{place}\" r:id=\"s{place}\"/>");
            relations += &relation(&format!("s{place}"), "worksheet", &format!("worksheets/sheet{place}.xml"));
            parts.push((
                format!("xl/worksheets/sheet{place}.xml"),
                format!("<?xml version=\"1.0\"?><worksheet><sheetData>{rows}</sheetData></worksheet>"),
            ));
        }
        let package = relation("w", "officeDocument", "xl/workbook.xml");
        parts.push(("_rels/.rels".to_owned(), format!("<Relationships>{package}</Relationships>")));
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")));
        let properties = self.properties;
        parts.push((
            "xl/workbook.xml".to_owned(),
            format!("<workbook><workbookPr {properties}/><sheets>{sheets}</sheets></workbook>"),
        ));
        parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst>{}</sst>", self.strings)));
        parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet>{}</styleSheet>", self.formats)));
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
        zip(&parts)
    }
}

/// Writes a row whose cells are texts.
pub(crate) fn texts(texts: &[&str]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    format!("<row>{}</row>", texts.iter().map(cell).collect::<String>())
}
