//! The personal link of a letter. It is signed and ends; it names nobody: who is asked is known by the number of the
//! invitation, which is one more identifier of theirs.

use boussole_core::{DAY_MS, ProjectId};
use uuid::Uuid;

/// What the key of links is drawn from that of the installation for.
pub(crate) const PURPOSE: &str = "boussole 2026 survey invitations";
/// For how many days a personal link can be used.
const VALID_DAYS: i64 = 90;
/// Hexadecimal digits of a signature: 128 bits.
const SIGNATURE_DIGITS: usize = 32;

/// Signs and reads personal links.
#[derive(Clone, Copy)]
pub(crate) struct Invitations {
    key: [u8; 32],
}

/// Why a personal link is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadLink {
    /// It is not whole, or not ours.
    Broken,
    /// Its time is over.
    Expired,
}

impl std::fmt::Debug for Invitations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Invitations")
    }
}

impl Invitations {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Returns the number of an invitation: the same for the same occasion, and nobody else can guess it.
    pub(crate) fn number(&self, project: &ProjectId, survey: &str, occasion: &str) -> Uuid {
        let hash = blake3::keyed_hash(&self.key, format!("{project}\n{survey}\n{occasion}").as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    /// Returns a number of somebody's for a survey: evenly drawn, and always the same.
    pub(crate) fn draw(&self, project: &ProjectId, survey: &str, identity_key: u64) -> u64 {
        self.number(project, survey, &format!("draw:{identity_key}")).as_u64_pair().1
    }

    /// Returns what the link of an invitation says.
    pub(crate) fn token(&self, survey: &str, number: Uuid, now_ms: i64) -> String {
        let last_day = now_ms / DAY_MS + VALID_DAYS;
        let said = format!("{}.{last_day}", number.simple());
        let signature = self.sign(survey, &said);
        format!("{said}.{signature}")
    }

    /// Reads what the link of an invitation to a survey says.
    pub(crate) fn read(&self, survey: &str, token: &str, now_ms: i64) -> Result<Uuid, BadLink> {
        let (said, signature) = token.rsplit_once('.').ok_or(BadLink::Broken)?;
        // Compared as hashes are: in the same time whatever differs.
        let hash = |text: &str| blake3::keyed_hash(&self.key, text.as_bytes());
        if hash(&self.sign(survey, said)) != hash(signature) {
            return Err(BadLink::Broken);
        }
        let (number, last_day) = said.split_once('.').ok_or(BadLink::Broken)?;
        let last_day: i64 = last_day.parse().map_err(|_| BadLink::Broken)?;
        if now_ms / DAY_MS > last_day {
            return Err(BadLink::Expired);
        }
        Uuid::parse_str(number).map_err(|_| BadLink::Broken)
    }

    fn sign(&self, survey: &str, said: &str) -> String {
        blake3::keyed_hash(&self.key, format!("{survey}\n{said}").as_bytes()).to_hex()[..SIGNATURE_DIGITS].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{BadLink, Invitations};
    use boussole_core::{DAY_MS, ProjectId};

    const NOW_MS: i64 = 1_700_000_000_000;

    #[test]
    fn a_link_is_whole_ours_and_ends() {
        let ours = Invitations::new([7; 32]);
        let number = ours.number(&ProjectId::default(), "nps", "42:1700000000000");
        assert_eq!(number, ours.number(&ProjectId::default(), "nps", "42:1700000000000"), "the same occasion");
        assert_ne!(number, ours.number(&ProjectId::default(), "csat", "42:1700000000000"));
        let token = ours.token("nps", number, NOW_MS);
        assert_eq!(ours.read("nps", &token, NOW_MS), Ok(number));
        assert_eq!(ours.read("nps", &token, NOW_MS + 90 * DAY_MS), Ok(number));
        assert_eq!(ours.read("nps", &token, NOW_MS + 91 * DAY_MS), Err(BadLink::Expired));
        assert_eq!(ours.read("csat", &token, NOW_MS), Err(BadLink::Broken), "of another survey");
        assert_eq!(Invitations::new([8; 32]).read("nps", &token, NOW_MS), Err(BadLink::Broken), "of another server");
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
            let tampered = String::from_utf8(bytes).expect("text");
            assert_eq!(ours.read("nps", &tampered, NOW_MS), Err(BadLink::Broken), "{tampered}");
        }
        for wrong in ["", ".", "a.b", "a.b.c.d"] {
            assert_eq!(ours.read("nps", wrong, NOW_MS), Err(BadLink::Broken));
        }
    }
}
