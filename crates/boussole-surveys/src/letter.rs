//! The letter of an invitation: the first question, with its scale to click on. A click fills the form in, and sends
//! nothing: programs click too.

use crate::form::answer_field;
use crate::inviter::About;
use crate::model::{BRAND, Kind, Question, State, Survey};
use crate::surveys::Surveys;
use crate::words::{ends, level_names};
use boussole_core::{Ctx, ProjectId};
use boussole_mail::{Block, Composer, Composing, Content, Language, Letter, ScaleLevel, Template, Unwritten};
use std::sync::Arc;

/// Writes the letters of invitations.
#[derive(Debug)]
struct InvitationComposer {
    surveys: Surveys,
}

impl Surveys {
    /// Returns who writes the letters.
    #[must_use]
    pub fn composers(&self) -> Vec<Arc<dyn Composer>> {
        vec![Arc::new(InvitationComposer { surveys: self.clone() })]
    }
}

impl InvitationComposer {
    async fn write(&self, project: &ProjectId, letter: &Letter) -> Result<Content, Unwritten> {
        let about: About =
            serde_json::from_str(&letter.about).map_err(|error| Unwritten::Never(format!("stored letter: {error}")))?;
        let found = self.surveys.find_by_id(&Ctx::command_line(project.clone()), &about.survey).await;
        let found = found.map_err(|error| Unwritten::Later(error.to_string()))?;
        let Some(survey) = found.filter(|survey| survey.state == State::Open) else {
            return Err(Unwritten::Never("the survey is no longer open".to_owned()));
        };
        Ok(content(&self.surveys, &survey, letter.language, &about.token))
    }
}

fn content(surveys: &Surveys, survey: &Survey, language: Language, token: &str) -> Content {
    let definition = &survey.definition;
    let said = |text: &str| text.replace(BRAND, &definition.brand);
    let address = format!("{}?i={token}&language={}", surveys.address(survey), language.as_str());
    let mut blocks = Vec::new();
    blocks.extend(definition.intro.as_ref().map(|intro| Block::Text(said(intro.of(language)))));
    if let Some(question) = definition.questions.first() {
        blocks.push(Block::Text(said(question.text.of(language))));
        blocks.extend(scale(question, language, &address));
    }
    let name = match language {
        Language::En => "Answer",
        Language::Fr => "Répondre",
    };
    blocks.push(Block::Link { name: name.to_owned(), address });
    Content { title: definition.brand.clone(), blocks }
}

/// Returns the scale of a question, where it is short enough for a letter.
fn scale(question: &Question, language: Language, address: &str) -> Option<Block> {
    let levels = question.kind.levels()?;
    let names = level_names(question.kind, language);
    let level = |level: u8| ScaleLevel {
        name: level.to_string(),
        address: format!("{address}&{}={level}", answer_field(question)),
    };
    let (low, high) = match question.kind {
        Kind::Csat4 | Kind::Csat => (names.first().copied()?, names.last().copied()?),
        kind => ends(kind, language)?,
    };
    Some(Block::Scale { levels: levels.map(level).collect(), low: low.to_owned(), high: high.to_owned() })
}

impl Composer for InvitationComposer {
    fn template(&self) -> Template {
        Template::Survey
    }

    fn compose<'a>(&'a self, project: &'a ProjectId, letter: &'a Letter) -> Composing<'a> {
        Box::pin(self.write(project, letter))
    }
}
