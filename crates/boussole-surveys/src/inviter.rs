//! Who asks people when their time comes: after an event, once its delay is over.

use crate::SurveyError;
use crate::event::{Channel, Invitation, sender};
use crate::model::{State, Survey};
use crate::occasion::{Invite, OWN_EVENTS};
use crate::rules::{Asked, NotAsked};
use crate::surveys::Surveys;
use boussole_api::blocking;
use boussole_core::{Ctx, HOUR_MS};
use boussole_events::{Arrival, Batch, Identifier, IdentifierKind, Origin};
use boussole_jobs::{JobError, Reactor, Timer, Work};
use boussole_mail::{Language, Letter, Mail, Template, Topic};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Events that are older when they arrive ask nobody anything: what happened long ago is no occasion.
const LATE_MS: i64 = 7 * 24 * HOUR_MS;
/// The attributes that tell in which language somebody reads.
const LANGUAGE_TRAITS: [&str; 2] = ["language", "locale"];

/// Asks people to answer surveys.
#[derive(Debug)]
pub struct Inviter {
    surveys: Surveys,
    mail: Mail,
}

/// An open survey that asks by mail.
#[derive(Debug)]
struct Asking {
    survey: String,
    invite: Invite,
}

/// What a timer waits for.
#[derive(Debug, Serialize, Deserialize)]
struct Occasion {
    survey: String,
    /// Whose event it was.
    identity_key: u64,
    /// When it happened.
    time_ms: i64,
}

/// What the letter of an invitation is about.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct About {
    pub(crate) survey: String,
    pub(crate) token: String,
}

impl Inviter {
    /// Makes who asks for some surveys, by mail.
    #[must_use]
    pub fn new(surveys: Surveys, mail: Mail) -> Self {
        Self { surveys, mail }
    }

    /// Returns the open surveys that ask by mail: after which event, or after any.
    async fn asking(&self, ctx: &Ctx) -> Result<HashMap<Option<String>, Vec<Asking>>, SurveyError> {
        let mut asking: HashMap<Option<String>, Vec<Asking>> = HashMap::new();
        for survey in self.surveys.survey_list(ctx).await? {
            if let (State::Open, Some(invite)) = (survey.state, survey.definition.invite) {
                asking.entry(invite.after.clone()).or_default().push(Asking { survey: survey.id, invite });
            }
        }
        Ok(asking)
    }

    async fn await_occasions(&self, work: &mut Work<'_>, arrivals: &[Arrival]) -> Result<(), SurveyError> {
        let ctx = Ctx::command_line(work.project().clone());
        let asking = self.asking(&ctx).await?;
        if asking.is_empty() || self.mail.server().is_none() {
            return Ok(());
        }
        let of_any = asking.get(&None).map_or(&[][..], Vec::as_slice);
        // Who does much is looked for once.
        let mut seen = HashSet::new();
        for arrival in arrivals {
            // Imports tell of the past; nobody is known by no identity.
            let is_late = arrival.time_ms < work.now_ms() - LATE_MS;
            if arrival.import_id.is_some()
                || arrival.identity_key == 0
                || is_late
                || arrival.event.starts_with(OWN_EVENTS)
            {
                continue;
            }
            let of_event = asking.get(&Some(arrival.event.to_string())).map_or(&[][..], Vec::as_slice);
            for Asking { survey, invite } in of_event.iter().chain(of_any) {
                // One at a time: what happens again while somebody is awaited does not put it off.
                let name = format!("ask:{survey}:{}", arrival.identity_key);
                if !seen.insert(name.clone()) || work.timer(&name).await?.is_some() {
                    continue;
                }
                let draw = self.surveys.invitations().draw(&ctx.project, survey, arrival.identity_key);
                let due_ms = invite.due_ms(draw, arrival.time_ms, work.now_ms());
                // Who is asked regularly is asked once each time, whatever they did before it.
                let time_ms = if invite.is_periodic { due_ms } else { arrival.time_ms };
                let occasion = Occasion { survey: survey.clone(), identity_key: arrival.identity_key, time_ms };
                work.timer_set(&name, &serde_json::to_string(&occasion)?, due_ms).await?;
            }
        }
        Ok(())
    }

    /// Asks somebody, or writes down why not. What is decided has an id of its own, so that it is decided once: should the
    /// process end between the event and the letter, the letter is planned when the timer rings again.
    async fn ask(&self, work: &mut Work<'_>, timer: &Timer) -> Result<(), SurveyError> {
        let occasion: Occasion = serde_json::from_str(&timer.payload)?;
        let ctx = Ctx::command_line(work.project().clone());
        let Some(survey) = self.surveys.find_by_id(&ctx, &occasion.survey).await? else { return Ok(()) };
        let Some(invite) = survey.definition.invite.clone().filter(|_| survey.state == State::Open) else {
            return Ok(());
        };
        let now_ms = work.now_ms();
        let number = self.surveys.invitations().number(
            &ctx.project,
            &survey.id,
            &format!("{}:{}", occasion.identity_key, occasion.time_ms),
        );
        let store = self.surveys.events();
        let snapshot = store.snapshot(&ctx)?;
        let person_key = snapshot.person(occasion.identity_key);
        let identifiers = store.identifiers_of(&ctx, &snapshot, person_key).await?;
        let traits = store.traits_of(&ctx, &snapshot, person_key).await?;
        let language = language_of(&traits, &survey);
        let again_days = invite.rest_days();
        let asked = {
            let (ctx, id) = (ctx.clone(), number.to_string());
            blocking(move || Asked::read(&ctx, &snapshot, person_key, &id, again_days, now_ms)).await?
        };
        let address = identifiers.iter().find(|identifier| identifier.kind == IdentifierKind::Email);
        let decision = match asked.decided {
            Some(true) => address.ok_or(NotAsked::NoAddress),
            Some(false) => return Ok(()),
            None => self.decide(&ctx, &survey, address, &asked, again_days, now_ms).await?,
        };
        let strongest = identifiers.first().cloned();
        let (from, source) = sender(&ctx.project, &survey.id);
        let invitation = Invitation { survey: &survey, number, channel: Channel::Email, now_ms };
        let event = match decision {
            Ok(_) => invitation.made(strongest),
            Err(why) => invitation.left(strongest, why),
        };
        // The company itself says whose invitation it is.
        store.accept(&from, Batch::new(source, Origin::Live { is_trusted: true }, vec![event])).await?;
        if let Ok(address) = decision {
            let token = self.surveys.invitations().token(&survey.id, number, now_ms);
            let about = About { survey: survey.id.clone(), token };
            let letter = Letter {
                about: serde_json::to_string(&about)?,
                ..Letter::new(Template::Survey, &address.value, language)
            };
            work.plan(&self.mail.effect(&format!("survey:{number}"), &letter)?).await?;
        }
        Ok(())
    }

    async fn decide<'a>(
        &self,
        ctx: &Ctx,
        survey: &Survey,
        address: Option<&'a Identifier>,
        asked: &Asked,
        again_days: i64,
        now_ms: i64,
    ) -> Result<Result<&'a Identifier, NotAsked>, SurveyError> {
        let Some(address) = address else { return Ok(Err(NotAsked::NoAddress)) };
        if self.mail.suppressed(&ctx.project, &address.value).await?.is_some() {
            return Ok(Err(NotAsked::Suppressed));
        }
        if self.mail.is_unsubscribed(&ctx.project, &address.value, Topic::Survey).await? {
            return Ok(Err(NotAsked::Unsubscribed));
        }
        let rules = self.surveys.rules(ctx).await?;
        Ok(rules.check(asked, &survey.id, again_days, now_ms).map(|()| address))
    }
}

impl Reactor for Inviter {
    const NAME: &'static str = "surveys";

    async fn begin(&self, _: &mut Work<'_>) -> Result<(), JobError> {
        Ok(())
    }

    async fn react(&self, work: &mut Work<'_>, arrivals: &[Arrival]) -> Result<(), JobError> {
        Ok(self.await_occasions(work, arrivals).await?)
    }

    async fn ring(&self, work: &mut Work<'_>, timer: &Timer) -> Result<(), JobError> {
        Ok(self.ask(work, timer).await?)
    }
}

/// Returns in which language somebody is asked: theirs where the survey has it, else its first.
fn language_of(traits: &[(String, serde_json::Value, i64)], survey: &Survey) -> Language {
    let said = LANGUAGE_TRAITS.iter().find_map(|name| {
        let (_, value, _) = traits.iter().find(|(field, _, _)| field == name)?;
        let tag = value.as_str()?.get(..2)?.to_ascii_lowercase();
        survey.definition.languages.iter().copied().find(|language| language.as_str() == tag)
    });
    said.or(survey.definition.languages.first().copied()).unwrap_or(Language::En)
}
