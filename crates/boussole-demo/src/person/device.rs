use crate::random::Draw;

/// What somebody holds in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeviceKind {
    Phone,
    Computer,
    Tablet,
}

/// A browser or application, known by a number it made up.
#[derive(Debug)]
pub(crate) struct Device {
    pub(crate) kind: DeviceKind,
    pub(crate) anonymous_id: String,
    /// Whether its owner has said who they are on it.
    pub(crate) signed_in: bool,
}

impl Device {
    /// Draws the devices of a person, the telephone first: nearly everybody has one, most have something larger.
    pub(crate) fn draw_all(draw: &mut Draw) -> Vec<Self> {
        let larger = if draw.chance(820) { DeviceKind::Computer } else { DeviceKind::Tablet };
        let kinds: &[DeviceKind] = match draw.below(100) {
            0..70 => &[DeviceKind::Phone, larger],
            70..92 => &[DeviceKind::Phone],
            _ => &[DeviceKind::Computer],
        };
        kinds.iter().map(|kind| Self { kind: *kind, anonymous_id: anonymous_id(draw), signed_in: false }).collect()
    }
}

impl DeviceKind {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Phone, Self::Computer, Self::Tablet];

    /// Returns the word of the property `device`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Phone => "mobile",
            Self::Computer => "desktop",
            Self::Tablet => "tablet",
        }
    }

    /// Returns the word of the property `channel`: the application for telephones, or the site.
    pub(crate) fn channel(self) -> &'static str {
        if self == Self::Phone { "mobile" } else { "web" }
    }
}

/// Draws a random identifier in the usual form of version 4.
fn anonymous_id(draw: &mut Draw) -> String {
    let (high, low) = (draw.bits(), draw.bits());
    let (a, b, c) = (high >> 32, (high >> 16) & 0xffff, high & 0xfff);
    let (d, e) = (0x8000 | ((low >> 48) & 0x3fff), low & 0xffff_ffff_ffff);
    format!("{a:08x}-{b:04x}-4{c:03x}-{d:04x}-{e:012x}")
}
