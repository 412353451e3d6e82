//! The letters that subscribers receive: some open them, some come by their link, some want no more of them.

use super::Life;
use crate::calendar;
use crate::fields::Fields;
use crate::letter::{self, Letter};
use crate::number::number_of;
use crate::random::Matter;
use boussole_core::{DAY_MS, HOUR_MS, MINUTE_MS};
use jiff::civil::Date;

/// Of 1,000 subscribers, how many are left out of a campaign by lot, so that its effect can be measured.
const LEFT_OUT: u32 = 500;
/// Of 1,000 letters delivered, how many are opened.
const OPENED: u32 = 360;
/// Of 1,000 letters opened, how many are the last that their reader wanted.
const UNSUBSCRIBED: u32 = 9;
/// For how long a letter that was opened leads to the site.
const LINK_MS: i64 = 6 * DAY_MS;

/// The most that several letters at once make of visits, in percent of what they would be without.
const VISITS_PERCENT_MAX: u32 = 1_000;

/// What lies in the mailbox, as far as it matters.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    /// The letter opened last.
    opened: Option<Opened>,
    calls: Vec<Call>,
}

/// A letter that was opened.
#[derive(Debug)]
struct Opened {
    campaign: String,
    subject: String,
    at_ms: i64,
}

/// What a letter changes for some days.
#[derive(Debug)]
struct Call {
    last: Date,
    visits_percent: u32,
}

impl Mailbox {
    /// Returns how often the person comes on `day`, in percent of what it would be without letters.
    pub(super) fn visits_percent(&self, day: Date) -> u32 {
        let calls = self.calls.iter().filter(|call| day <= call.last);
        calls.fold(100, |percent, call| (percent * call.visits_percent / 100).min(VISITS_PERCENT_MAX))
    }
}

impl Life<'_> {
    /// Receives the letters of the day, if the person subscribed and is not left out.
    pub(super) fn receive_letters(&mut self) {
        if !self.account.known || !self.account.subscribed {
            return;
        }
        for letter in letter::sent_on(self.date, self.plants) {
            self.receive_letter(&letter);
        }
    }

    fn receive_letter(&mut self, letter: &Letter<'_>) {
        // A stream of the campaign's own: who is left out does not depend on the day, nor on other campaigns.
        let mut draw = self.fate.draw(Matter::Letter, number_of(&letter.campaign));
        if draw.chance(LEFT_OUT) {
            return;
        }
        let about = Fields::new()
            .with("campaign", letter.campaign.as_ref())
            .with("email_subject", letter.subject)
            .with("channel", "email");
        let delivered_ms = self.at(self.date, calendar::hours_ms(7, 9, &mut draw));
        self.told("Email Delivered", delivered_ms, about.clone());
        if let Some((days, visits_percent)) = letter.effect {
            let last = calendar::days_after(self.date, i64::from(days) - 1);
            self.mailbox.calls.push(Call { last, visits_percent });
        }
        if !draw.chance(OPENED) {
            return;
        }
        let at_ms = delivered_ms + draw.between(MINUTE_MS, 14 * HOUR_MS);
        self.told("Email Opened", at_ms, about.clone());
        if draw.chance(UNSUBSCRIBED) {
            self.told("Unsubscribed", at_ms + draw.between(MINUTE_MS / 4, 3 * MINUTE_MS), about);
            self.account.subscribed = false;
        }
        let (campaign, subject) = (letter.campaign.clone().into_owned(), letter.subject.to_owned());
        self.mailbox.opened = Some(Opened { campaign, subject, at_ms });
    }

    /// Comes by the link of a letter opened lately, if there is one; returns its campaign.
    pub(super) fn follow_link(&mut self, time_ms: i64) -> Option<String> {
        let opened = self.mailbox.opened.take_if(|opened| (0..LINK_MS).contains(&(time_ms - opened.at_ms)))?;
        let props = Fields::new()
            .with("campaign", opened.campaign.as_str())
            .with("email_subject", opened.subject)
            .with("channel", "email");
        self.told("Email Link Clicked", time_ms, props);
        Some(opened.campaign)
    }
}
