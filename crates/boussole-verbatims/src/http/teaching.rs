//! Themes, what people say of clauses, and what was learnt, over HTTP.

use super::body::PolarityWord;
use crate::label::{Agreement, Said};
use crate::lesson::{Lesson, Told};
use crate::taxonomy::ThemeEntry;
use crate::teaching::{SavedThemes, Teaching};
use crate::verbatims::Verbatims;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use boussole_api::{ApiResult, Auth, read_json};
use boussole_core::Refusal;
use boussole_stats::Estimate;
use boussole_text::Polarity;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What customers talk about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ThemeList)]
pub(super) struct ThemesBody {
    /// 0 are those that come with Boussole.
    version: i64,
    /// None is ever removed, and each keeps its place.
    themes: Vec<ThemeBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Theme)]
struct ThemeBody {
    /// Which one, for good.
    id: String,
    /// How people call it; absent where nobody said.
    #[schema(required)]
    name: Option<String>,
    /// Words and phrases that are about it, besides those that come with Boussole; `*` stands for any ending.
    words: Vec<String>,
    /// Whether it was found, and nobody took it over.
    is_found: bool,
    /// The theme that it is taken for.
    #[schema(required)]
    into: Option<String>,
    /// Whether nobody wants to hear of it.
    is_ignored: bool,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ThemeListChange)]
pub(super) struct ThemesChange {
    /// The version that was changed: nobody else may have saved another one since.
    base: i64,
    /// All themes in their order; new ones at the end.
    themes: Vec<ThemeChange>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ThemeChange)]
struct ThemeChange {
    /// Absent of a new one, which gets an id.
    id: Option<String>,
    name: Option<String>,
    words: Vec<String>,
    is_found: bool,
    into: Option<String>,
    is_ignored: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FoundThemes)]
pub(super) struct FoundBody {
    /// How many themes were found.
    n_found: usize,
    /// All themes as they are now.
    list: ThemesBody,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClauseLabel)]
pub(super) struct LabelBody {
    /// The id of the theme that it is about; absent where that is none.
    theme: Option<String>,
    #[schema(value_type = PolarityWord)]
    polarity: String,
}

/// What was learnt, and how well texts are understood.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Teaching)]
pub(super) struct TeachingBody {
    /// Newest first.
    lessons: Vec<LessonBody>,
    agreement: AgreementBody,
}

/// How often what was understood is what people say, of the clauses that they looked at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TeachingAgreement)]
struct AgreementBody {
    /// Of how many clauses people said something.
    n: u64,
    #[schema(required)]
    theme: Option<ShareBody>,
    #[schema(required)]
    polarity: Option<ShareBody>,
}

/// A part, in per cent, with the 95 % interval.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TeachingShare)]
struct ShareBody {
    n: u64,
    value: f64,
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Lesson)]
pub(super) struct LessonBody {
    number: i64,
    made_ms: i64,
    /// From how many comments with a score.
    n: u64,
    /// From how many clauses of which people said whether they praise.
    n_labels: u64,
    /// How many comments were held back to see how well it does.
    n_held_back: u64,
    /// The mean of the parts of praise and of blame that words alone tell right, in per cent.
    #[schema(required)]
    words: Option<f64>,
    /// The same with what was learnt.
    #[schema(required)]
    learnt: Option<f64>,
    /// Whether it is used: not where it does worse than words alone, or than what is used.
    is_used: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LessonAnswer)]
pub(super) struct LearnBody {
    /// What was learnt; absent where there is too little praise, or blame, with a score.
    #[schema(required)]
    lesson: Option<LessonBody>,
}

/// Lists what customers talk about.
#[utoipa::path(
    get,
    path = "/api/v1/themes",
    responses((status = 200, description = "The themes", body = ThemesBody))
)]
pub(super) async fn theme_list(Auth(ctx): Auth, State(verbatims): State<Verbatims>) -> ApiResult<Json<ThemesBody>> {
    Ok(Json(verbatims.themes(&ctx).await?.into()))
}

/// Saves what customers talk about: names, words, what is taken for what, what nobody wants to hear of.
#[utoipa::path(
    put,
    path = "/api/v1/themes",
    request_body = ThemesChange,
    responses((status = 200, description = "The themes as they are now", body = ThemesBody))
)]
pub(super) async fn theme_save(
    Auth(ctx): Auth,
    State(verbatims): State<Verbatims>,
    bytes: Bytes,
) -> ApiResult<Json<ThemesBody>> {
    let ThemesChange { base, themes } = read_json(&bytes)?;
    let themes = themes.into_iter().map(ThemeEntry::from).collect();
    Ok(Json(verbatims.themes_save(&ctx, base, themes).await?.into()))
}

/// Looks for themes in what is about nothing known, and adds them.
#[utoipa::path(
    post,
    path = "/api/v1/themes/find",
    responses((status = 200, description = "What was found, and all themes", body = FoundBody))
)]
pub(super) async fn theme_find(Auth(ctx): Auth, State(verbatims): State<Verbatims>) -> ApiResult<Json<FoundBody>> {
    let (n_found, list) = verbatims.themes_find(&ctx).await?;
    Ok(Json(FoundBody { n_found, list: list.into() }))
}

/// Says of a clause what it is about and whether it praises: so do all that have the same words.
#[utoipa::path(
    put,
    path = "/api/v1/verbatims/clauses/{id}",
    params(("id" = String, Path, description = "The id of the clause")),
    request_body = LabelBody,
    responses((status = 204, description = "It is kept"))
)]
pub(super) async fn clause_label(
    Auth(ctx): Auth,
    State(verbatims): State<Verbatims>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> ApiResult<StatusCode> {
    let LabelBody { theme, polarity } = read_json(&bytes)?;
    let unknown = || Refusal::new("unknown_word", "there is no such sentiment").at("polarity");
    let polarity = Polarity::parse(&polarity).ok_or_else(unknown)?;
    verbatims.label(&ctx, parse_clause(&id)?, Some(Said { theme: theme.map(Into::into), polarity })).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets what was said of a clause.
#[utoipa::path(
    delete,
    path = "/api/v1/verbatims/clauses/{id}",
    params(("id" = String, Path, description = "The id of the clause")),
    responses((status = 204, description = "It is forgotten"))
)]
pub(super) async fn clause_unlabel(
    Auth(ctx): Auth,
    State(verbatims): State<Verbatims>,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    verbatims.label(&ctx, parse_clause(&id)?, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells what was learnt of scores, and how well texts are understood.
#[utoipa::path(
    get,
    path = "/api/v1/verbatims/lessons",
    responses((status = 200, description = "What was learnt", body = TeachingBody))
)]
pub(super) async fn lesson_list(Auth(ctx): Auth, State(verbatims): State<Verbatims>) -> ApiResult<Json<TeachingBody>> {
    Ok(Json(verbatims.teaching(&ctx).await?.into()))
}

/// Learns anew from scores and from what people said.
#[utoipa::path(
    post,
    path = "/api/v1/verbatims/lessons",
    responses((status = 200, description = "What was learnt", body = LearnBody))
)]
pub(super) async fn lesson_learn(Auth(ctx): Auth, State(verbatims): State<Verbatims>) -> ApiResult<Json<LearnBody>> {
    Ok(Json(LearnBody { lesson: verbatims.learn(&ctx).await?.map(LessonBody::from) }))
}

fn parse_clause(id: &str) -> Result<i64, Refusal> {
    let key = (id.len() == 16).then(|| u64::from_str_radix(id, 16).ok()).flatten();
    let unknown = || Refusal::new("unknown_clause", "nobody wrote this").at("id");
    key.map(u64::cast_signed).ok_or_else(unknown)
}

impl From<SavedThemes> for ThemesBody {
    fn from(SavedThemes { version, taxonomy }: SavedThemes) -> Self {
        let themes = taxonomy.themes().iter().cloned();
        let body = |ThemeEntry { id, name, words, is_found, into, is_ignored }: ThemeEntry| ThemeBody {
            id,
            name,
            words,
            is_found,
            into,
            is_ignored,
        };
        Self { version, themes: themes.map(body).collect() }
    }
}

impl From<ThemeChange> for ThemeEntry {
    fn from(ThemeChange { id, name, words, is_found, into, is_ignored }: ThemeChange) -> Self {
        Self { id: id.unwrap_or_default(), name, words, is_found, into, is_ignored }
    }
}

impl From<Teaching> for TeachingBody {
    fn from(Teaching { lessons, agreement }: Teaching) -> Self {
        let Agreement { n, n_theme, n_polarity, theme, polarity } = agreement;
        let share = |n: u64, share: Option<Estimate>| {
            let body = |Estimate { value, low, high }| ShareBody {
                n,
                value: 100.0 * value,
                low: 100.0 * low,
                high: 100.0 * high,
            };
            share.map(body)
        };
        let agreement = AgreementBody { n, theme: share(n_theme, theme), polarity: share(n_polarity, polarity) };
        Self { lessons: lessons.into_iter().map(LessonBody::from).collect(), agreement }
    }
}

impl From<Lesson> for LessonBody {
    fn from(Lesson { number, made_ms, n, n_labels, words, learnt, is_used }: Lesson) -> Self {
        let percent = |told: Told| told.balanced().map(|part| 100.0 * part);
        Self {
            number,
            made_ms,
            n,
            n_labels,
            n_held_back: learnt.n_blame + learnt.n_praise,
            words: percent(words),
            learnt: percent(learnt),
            is_used,
        }
    }
}
