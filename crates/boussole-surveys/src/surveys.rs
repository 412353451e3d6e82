use crate::SurveyError;
use crate::event::{Channel, batch, events, sender};
use crate::form::Filled;
use crate::invitation::{BadLink, Invitations, PURPOSE};
use crate::model::{Definition, Refused, State, Survey, Version};
use crate::response::{ResponseFilter, ResponsePage, responses};
use crate::rules::Rules;
use crate::sheet;
use crate::store::Store;
use boussole_api::{Place, Throttle, blocking};
use boussole_core::{Action, Actor, Clock, Ctx, ProjectId, Refusal, check_name, readable_id};
use boussole_db::CoreDb;
use boussole_events::{EventStore, Outcome};
use boussole_mail::{Language, Mail};
use boussole_members::Members;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// Surveys of a project, closed ones too.
const SURVEYS_MAX: usize = 500;
/// Responses from one address, and to one survey, in a quarter of an hour: a shop's tablet and a letter to many customers
/// stay far below.
const PLACE_RESPONSES_MAX: u32 = 120;
const SURVEY_RESPONSES_MAX: u32 = 20_000;
/// How often pages at one address may ask whether to show a survey, in the same time: an office has many people.
const PLACE_ASKED_MAX: u32 = 600;
/// The id of a survey whose name has no plain letters.
const NAMELESS: &str = "survey";
/// Bytes of a link that are drawn.
const LINK_BYTES: usize = 10;

/// The surveys of one project. Clones are the same.
#[derive(Debug, Clone)]
pub struct Surveys {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    project: ProjectId,
    store: Store,
    events: EventStore,
    members: Members,
    clock: Arc<dyn Clock>,
    /// Where this server is.
    url: String,
    invitations: Invitations,
    /// Whether letters can be sent.
    has_mail: bool,
    sent: Mutex<Sent>,
}

/// What surveys are made of.
#[derive(Debug, Clone)]
pub struct Materials {
    /// Where answers go.
    pub events: EventStore,
    /// Who saves versions.
    pub members: Members,
    /// By which people are asked.
    pub mail: Mail,
    /// Where this server is, for links: `https://cx.example.org`.
    pub url: String,
}

/// By what a response is known, and over which channel it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct From {
    pub(crate) response: Uuid,
    pub(crate) language: Language,
    pub(crate) channel: Channel,
}

/// How often forms came lately.
#[derive(Debug)]
struct Sent {
    places: Throttle<Place>,
    asking: Throttle<Place>,
    surveys: Throttle<String>,
}

/// What became of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Its answers are on disk.
    Kept,
    /// The same form had come with other answers, which stay.
    KeptFirst,
}

impl Surveys {
    /// Opens the surveys of `project`.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn open(
        db: &CoreDb,
        project: ProjectId,
        clock: Arc<dyn Clock>,
        materials: Materials,
    ) -> Result<Self, SurveyError> {
        let Materials { events, members, mail, url } = materials;
        let (invitations, has_mail) = (Invitations::new(mail.key(PURPOSE)), mail.server().is_some());
        let store = Store::open(db).await?;
        let sent = Sent {
            places: Throttle::new(PLACE_RESPONSES_MAX),
            asking: Throttle::new(PLACE_ASKED_MAX),
            surveys: Throttle::new(SURVEY_RESPONSES_MAX),
        };
        let inner =
            Inner { project, store, events, members, clock, url, invitations, has_mail, sent: Mutex::new(sent) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Returns the surveys, newest first.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn survey_list(&self, ctx: &Ctx) -> Result<Vec<Survey>, SurveyError> {
        ctx.authorize(Action::InsightRead)?;
        self.inner.store.surveys(&ctx.project, SURVEYS_MAX as i64).await
    }

    /// Returns a survey.
    ///
    /// # Errors
    /// Refuses with `unknown_survey`; fails when the database does.
    pub async fn survey(&self, ctx: &Ctx, id: &str) -> Result<Survey, SurveyError> {
        ctx.authorize(Action::InsightRead)?;
        self.inner.store.survey(&ctx.project, id).await?.ok_or_else(SurveyError::unknown)
    }

    /// Makes a survey, which nobody can answer before it is opened.
    ///
    /// # Errors
    /// Refuses what cannot be asked, a name that is none, and with `too_many_surveys`; fails when the database does.
    pub async fn survey_create(&self, ctx: &Ctx, name: &str, definition: Definition) -> Result<Survey, SurveyError> {
        let readable = readable_id(name);
        let id = if readable.is_empty() { NAMELESS } else { &readable };
        self.create(ctx, id, name, definition, State::Draft).await
    }

    /// Makes an open survey of a certain id, unless there is one: for a company that comes with its surveys.
    ///
    /// # Errors
    /// Refuses as [`Self::survey_create`] does; fails when the database does.
    pub async fn survey_ensure(
        &self,
        ctx: &Ctx,
        id: &str,
        name: &str,
        definition: Definition,
    ) -> Result<(), SurveyError> {
        if self.inner.store.survey(&ctx.project, id).await?.is_none() {
            self.create(ctx, id, name, definition, State::Open).await?;
        }
        Ok(())
    }

    async fn create(
        &self,
        ctx: &Ctx,
        id: &str,
        name: &str,
        definition: Definition,
        state: State,
    ) -> Result<Survey, SurveyError> {
        ctx.authorize(Action::InsightWrite)?;
        let name = check_name(name)?;
        let definition = definition.parse().map_err(|refusal| refusal.within("definition"))?;
        let others = self.inner.store.surveys(&ctx.project, SURVEYS_MAX as i64).await?;
        if others.len() >= SURVEYS_MAX {
            return Err(Refusal::new("too_many_surveys", format!("a project has at most {SURVEYS_MAX} surveys"))
                .hint("delete drafts that are no longer needed")
                .into());
        }
        let now_ms = self.inner.clock.now_ms();
        let version = Version { number: 1, saved_by: author(ctx), saved_ms: now_ms };
        let mut survey =
            Survey { id: id.to_owned(), link: draw_link()?, state, created_ms: now_ms, version, name, definition };
        // The first that is free: whoever else adds one meanwhile has the number before.
        for number in 1..=SURVEYS_MAX + 1 {
            if number > 1 {
                survey.id = format!("{id}-{number}");
            }
            if self.inner.store.survey_add(&ctx.project, &survey).await? {
                return Ok(survey);
            }
        }
        Err(Refusal::new("name_taken", "too many surveys have this name").at("name").hint("choose another name").into())
    }

    /// Saves a survey as its next version.
    ///
    /// # Errors
    /// Refuses with `unknown_survey`, what cannot be asked, and with `survey_changed` when somebody saved another version
    /// than `base` meanwhile; fails when the database does.
    pub async fn survey_save(
        &self,
        ctx: &Ctx,
        id: &str,
        base: i64,
        name: &str,
        definition: Definition,
    ) -> Result<Survey, SurveyError> {
        ctx.authorize(Action::InsightWrite)?;
        let name = check_name(name)?;
        let definition = definition.parse().map_err(|refusal| refusal.within("definition"))?;
        let present = self.survey(ctx, id).await?;
        if present.version.number == base && present.name == name && present.definition == definition {
            return Ok(present);
        }
        let version = Version { number: base + 1, saved_by: author(ctx), saved_ms: self.inner.clock.now_ms() };
        let is_next = present.version.number == base;
        let survey = Survey { version, name, definition, ..present };
        if !is_next || !self.inner.store.version_add(&ctx.project, &survey).await? {
            return Err(Refusal::new("survey_changed", "somebody saved another version meanwhile")
                .at("base")
                .hint("look at theirs, then save again")
                .into());
        }
        Ok(survey)
    }

    /// Opens or closes a survey.
    ///
    /// # Errors
    /// Refuses with `unknown_survey`, and to make a draft of what was open; fails when the database does.
    pub async fn survey_set_state(&self, ctx: &Ctx, id: &str, state: State) -> Result<Survey, SurveyError> {
        ctx.authorize(Action::InsightWrite)?;
        let survey = self.survey(ctx, id).await?;
        if state == State::Draft || (state == State::Closed && survey.state == State::Draft) {
            let message = format!("a survey that is {} cannot become {}", survey.state.as_str(), state.as_str());
            return Err(Refusal::new("invalid_state", message).at("state").hint("open it, or close it").into());
        }
        self.inner.store.state_set(&ctx.project, id, state).await?;
        Ok(Survey { state, ..survey })
    }

    /// Removes a survey that was never open.
    ///
    /// # Errors
    /// Refuses with `unknown_survey`, and with `survey_was_open`; fails when the database does.
    pub async fn survey_delete(&self, ctx: &Ctx, id: &str) -> Result<(), SurveyError> {
        ctx.authorize(Action::InsightWrite)?;
        self.survey(ctx, id).await?;
        if self.inner.store.draft_remove(&ctx.project, id).await? {
            return Ok(());
        }
        Err(Refusal::new("survey_was_open", "people may have answered it")
            .at("id")
            .hint("close it: its answers stay")
            .into())
    }

    /// Returns how many forms of a survey were not taken, by why.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn refusals(&self, ctx: &Ctx, id: &str) -> Result<Vec<(Refused, i64)>, SurveyError> {
        ctx.authorize(Action::InsightRead)?;
        self.inner.store.refusals(&ctx.project, id).await
    }

    /// Returns responses to a survey that who asks may see, newest first.
    ///
    /// # Errors
    /// Refuses with `unknown_survey`, `invalid_search` and `invalid_cursor`; fails when the store does.
    pub async fn responses(
        &self,
        ctx: &Ctx,
        id: &str,
        filter: ResponseFilter,
        limit: usize,
    ) -> Result<ResponsePage, SurveyError> {
        let survey = self.survey(ctx, id).await?;
        let (ctx, snapshot) = (ctx.clone(), self.inner.events.snapshot(ctx)?);
        blocking(move || responses(&ctx, &snapshot, &survey.id, &filter, limit)).await
    }

    /// Returns all responses to a survey that who asks may see, as a file of comma-separated values.
    ///
    /// # Errors
    /// Refuses with `unknown_survey`, and with `too_many_rows` more than fit; fails when the store does.
    pub async fn sheet(&self, ctx: &Ctx, id: &str) -> Result<Vec<u8>, SurveyError> {
        let survey = self.survey(ctx, id).await?;
        let (ctx, snapshot) = (ctx.clone(), self.inner.events.snapshot(ctx)?);
        blocking(move || {
            let page = responses(&ctx, &snapshot, &survey.id, &ResponseFilter::default(), sheet::ROWS_MAX)?;
            if page.next.is_some() {
                let message = format!("{} responses, and a file has at most {}", page.total, sheet::ROWS_MAX);
                return Err(Refusal::new("too_many_rows", message).hint("ask the API for them, page by page").into());
            }
            sheet::write(&survey.definition, &page.responses)
        })
        .await
    }

    /// Returns how the members of the project are called, by id.
    pub(crate) async fn member_names(&self, ctx: &Ctx) -> Result<HashMap<String, String>, SurveyError> {
        Ok(self.inner.members.member_names(ctx).await?)
    }

    /// Returns the public address of a survey.
    #[must_use]
    pub fn address(&self, survey: &Survey) -> String {
        format!("{}/s/{}", self.inner.url, survey.link)
    }

    /// Returns how often one person may be asked.
    ///
    /// # Errors
    /// Fails when the database does.
    pub async fn rules(&self, ctx: &Ctx) -> Result<Rules, SurveyError> {
        ctx.authorize(Action::InsightRead)?;
        Ok(self.inner.store.rules(&ctx.project).await?.unwrap_or_default())
    }

    /// Says how often one person may be asked, from now on.
    ///
    /// # Errors
    /// Refuses with `out_of_bounds`; fails when the database does.
    pub async fn set_rules(&self, ctx: &Ctx, rules: Rules) -> Result<Rules, SurveyError> {
        ctx.authorize(Action::InsightWrite)?;
        let rules = rules.parse()?;
        self.inner.store.rules_set(&ctx.project, rules).await?;
        Ok(rules)
    }

    /// Returns where the script is that pages ask with.
    #[must_use]
    pub fn script(&self) -> String {
        format!("{}/survey.js", self.inner.url)
    }

    /// Tells whether people can be asked by mail.
    #[must_use]
    pub fn has_mail(&self) -> bool {
        self.inner.has_mail
    }

    pub(crate) fn invitations(&self) -> &Invitations {
        &self.inner.invitations
    }

    pub(crate) fn events(&self) -> &EventStore {
        &self.inner.events
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.inner.clock.now_ms()
    }

    pub(crate) fn project(&self) -> &ProjectId {
        &self.inner.project
    }

    /// Reads the personal link of an invitation to a survey.
    pub(crate) fn invitation(&self, survey: &Survey, token: &str) -> Result<Uuid, BadLink> {
        self.inner.invitations.read(&survey.id, token, self.inner.clock.now_ms())
    }

    /// Finds a survey, if there is one still.
    pub(crate) async fn find_by_id(&self, ctx: &Ctx, id: &str) -> Result<Option<Survey>, SurveyError> {
        self.inner.store.survey(&ctx.project, id).await
    }

    /// Finds what a public address leads to.
    pub(crate) async fn find(&self, link: &str) -> Result<Option<Survey>, SurveyError> {
        self.inner.store.survey_by_link(&self.inner.project, link).await
    }

    /// Tells whether one more form may come from a place.
    pub(crate) fn may_send(&self, survey: &Survey, place: Place) -> bool {
        let now_ms = self.inner.clock.now_ms();
        let mut sent = self.inner.sent.lock().expect("nobody panics while counting");
        sent.places.count(&place, now_ms).is_ok() && sent.surveys.count(&survey.id, now_ms).is_ok()
    }

    /// Tells whether one more page may ask from a place whether to show a survey.
    pub(crate) fn may_ask(&self, place: Place) -> bool {
        let now_ms = self.inner.clock.now_ms();
        let mut sent = self.inner.sent.lock().expect("nobody panics while counting");
        sent.asking.count(&place, now_ms).is_ok()
    }

    /// Counts a form that was not taken.
    pub(crate) async fn refuse(&self, survey: &Survey, why: Refused) -> Result<(), SurveyError> {
        self.inner.store.refusal_add(&self.inner.project, &survey.id, why).await
    }

    /// Keeps what a form answers. When this returns, it is on disk.
    pub(crate) async fn take(&self, survey: &Survey, from: From, filled: &[Filled<'_>]) -> Result<Taken, SurveyError> {
        let (ctx, source) = sender(&self.inner.project, &survey.id);
        let now_ms = self.inner.clock.now_ms();
        let events = events(survey, from.response, from.language, from.channel, filled, now_ms);
        let receipt = self.inner.events.accept(&ctx, batch(source, events)).await?;
        let mut taken = Taken::Kept;
        for outcome in receipt.outcomes {
            match outcome {
                Outcome::Accepted | Outcome::Duplicate => {}
                Outcome::Conflict => taken = Taken::KeptFirst,
                Outcome::Refused(refusal) => return Err(refusal.into()),
                Outcome::Quarantined(reason) => {
                    return Err(Refusal::new(reason, "set aside: the project has as many names as it may").into());
                }
            }
        }
        Ok(taken)
    }
}

fn author(ctx: &Ctx) -> Option<String> {
    match &ctx.actor {
        Actor::Member { id, .. } => Some(id.clone()),
        Actor::CommandLine | Actor::Source { .. } => None,
    }
}

/// Draws what a public address ends with.
fn draw_link() -> Result<String, SurveyError> {
    let mut drawn = [0; LINK_BYTES];
    getrandom::fill(&mut drawn)?;
    let mut link = String::new();
    for byte in drawn {
        let _ = write!(link, "{byte:02x}");
    }
    Ok(link)
}
