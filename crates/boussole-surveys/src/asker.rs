//! Who asks people in the pages of the company: decided when a page has an occasion, and written down before it is shown.

use crate::SurveyError;
use crate::event::{Channel, Invitation, sender};
use crate::model::{State, Survey};
use crate::occasion::InPage;
use crate::rules::{Asked, Rules};
use crate::surveys::Surveys;
use boussole_api::blocking;
use boussole_core::{Ctx, DAY_MS};
use boussole_events::{Batch, Identifier, Incoming, Origin, Outcome};
use uuid::Uuid;

/// Who is on a page.
#[derive(Debug)]
pub(crate) struct Visitor {
    /// By what they are known best.
    pub(crate) known_by: Option<Identifier>,
    /// Whether they want to answer themselves: nobody is kept from that.
    pub(crate) is_asking: bool,
}

impl Surveys {
    /// Returns the open surveys that ask in pages, and how often one person may be asked.
    pub(crate) async fn in_pages(&self) -> Result<(Vec<(Survey, InPage)>, Rules), SurveyError> {
        let ctx = Ctx::command_line(self.project().clone());
        let open = self.survey_list(&ctx).await?.into_iter().filter(|survey| survey.state == State::Open);
        let asking = open.filter_map(|survey| Some((survey.clone(), survey.definition.in_page?)));
        Ok((asking.collect(), self.rules(&ctx).await?))
    }

    /// Decides whether a page asks who is there, and writes the decision down: returns the number of the invitation, or `None`
    /// when nobody is to be asked. Who is known by nothing is left in peace by their browser alone.
    pub(crate) async fn ask_in_page(
        &self,
        survey: &Survey,
        in_page: &InPage,
        visitor: Visitor,
    ) -> Result<Option<Uuid>, SurveyError> {
        let now_ms = self.now_ms();
        let visitor = match visitor {
            Visitor { known_by: Some(identifier), is_asking: false } => identifier,
            Visitor { known_by, .. } => {
                let number = Uuid::now_v7();
                let invitation = Invitation { survey, number, channel: Channel::Page, now_ms };
                return Ok(self.write_down(survey, invitation.made(known_by)).await?.then_some(number));
            }
        };
        // One decision a day: pages that ask at once, or again and again, are told the same.
        let occasion = format!("page:{}:{}:{}", visitor.kind.as_str(), visitor.value, now_ms / DAY_MS);
        let number = self.invitations().number(self.project(), &survey.id, &occasion);
        let invitation = Invitation { survey, number, channel: Channel::Page, now_ms };
        let asked = self.asked(&visitor, number, i64::from(in_page.again_days), now_ms).await?;
        if asked.decided.is_some() {
            return Ok(None);
        }
        let ctx = Ctx::command_line(self.project().clone());
        let rules = self.rules(&ctx).await?;
        match rules.check(&asked, &survey.id, i64::from(in_page.again_days), now_ms) {
            Ok(()) => Ok(self.write_down(survey, invitation.made(Some(visitor))).await?.then_some(number)),
            Err(why) => {
                self.write_down(survey, invitation.left(Some(visitor), why)).await?;
                Ok(None)
            }
        }
    }

    /// Writes down that somebody closed what a page asked.
    pub(crate) async fn dismiss(&self, survey: &Survey, number: Uuid) -> Result<(), SurveyError> {
        let invitation = Invitation { survey, number, channel: Channel::Page, now_ms: self.now_ms() };
        self.write_down(survey, invitation.dismissed()).await?;
        Ok(())
    }

    async fn asked(
        &self,
        visitor: &Identifier,
        number: Uuid,
        again_days: i64,
        now_ms: i64,
    ) -> Result<Asked, SurveyError> {
        let ctx = Ctx::command_line(self.project().clone());
        let snapshot = self.events().snapshot(&ctx)?;
        let Some(person_key) = self.events().person_known_by(&ctx, &snapshot, visitor).await? else {
            return Ok(Asked::default());
        };
        blocking(move || Asked::read(&ctx, &snapshot, person_key, &number.to_string(), again_days, now_ms)).await
    }

    /// Tells whether nobody had written the same down before.
    async fn write_down(&self, survey: &Survey, event: Incoming) -> Result<bool, SurveyError> {
        let (ctx, source) = sender(self.project(), &survey.id);
        // The company itself says whose invitation it is.
        let batch = Batch::new(source, Origin::Live { is_trusted: true }, vec![event]);
        match self.events().accept(&ctx, batch).await?.outcomes.pop() {
            Some(Outcome::Accepted) => Ok(true),
            Some(Outcome::Refused(refusal)) => Err(refusal.into()),
            Some(Outcome::Duplicate | Outcome::Conflict | Outcome::Quarantined(_)) | None => Ok(false),
        }
    }
}
