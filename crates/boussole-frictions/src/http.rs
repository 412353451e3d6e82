use crate::decision::{Decided, Decision, Effort};
use crate::frictions::Frictions;
use crate::look::Failure;
use crate::model::{Friction, Harm, Sign, Size, Strength, Value};
use crate::read::Field;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use boussole_api::{Access, ApiResult, Auth, Routes, read_json};
use boussole_core::Role;
use boussole_stats::Estimate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

boussole_api::words!(FailureWord as "FrictionFailure", Failure::ALL.map(Failure::as_str));
boussole_api::words!(FieldWord as "FrictionField", Field::ALL.map(Field::as_str));
boussole_api::words!(StrengthWord as "FrictionStrength", Strength::ALL.map(Strength::as_str));
boussole_api::words!(DecisionWord as "FrictionDecision", Decision::ALL.map(Decision::as_str));
boussole_api::words!(EffortWord as "FrictionEffort", Effort::ALL.map(Effort::as_str));

/// Returns the routes of frictions.
#[must_use]
pub fn routes(frictions: Frictions) -> Routes {
    // A decision is about what all customers meet.
    let (viewer, whole) = (Access::Member(Role::Viewer), Access::WholeProject(Role::Editor));
    Routes::default()
        .add(__path_friction_list, viewer, frictions.clone(), friction_list)
        .add(__path_friction_decide, whole, frictions.clone(), friction_decide)
        .add(__path_friction_undecide, whole, frictions, friction_undecide)
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionList)]
struct ListBody {
    /// That from which most can be recovered first.
    frictions: Vec<FrictionBody>,
    /// How many groups were compared with comparable ones.
    n_looks: u64,
    /// How many events were read, and how many were too many to be read.
    n_events: u64,
    n_left_out: u64,
    /// From when until when, in milliseconds since 1970.
    from_ms: i64,
    to_ms: i64,
    /// In which currency amounts are.
    #[schema(required)]
    currency: Option<String>,
}

/// Something that some customers suffer from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Friction)]
struct FrictionBody {
    /// Which friction: the same for as long as it is the same failure of the same group.
    id: String,
    #[schema(value_type = FailureWord)]
    failure: &'static str,
    /// The id of the step of the journey at which it happens.
    step: &'static str,
    /// Whom it meets; empty when it meets everybody alike.
    group: Vec<ConditionBody>,
    /// Since when, in milliseconds since 1970; absent when it is as old as what is known.
    #[schema(required)]
    since_ms: Option<i64>,
    size: SizeBody,
    /// What else goes wrong more often in the same group.
    signs: Vec<SignBody>,
    /// How many people it happened to.
    n_people: u64,
    harm: HarmBody,
    /// What could be recovered; absent where there is nobody to compare with.
    #[schema(required)]
    value: Option<ValueBody>,
    #[schema(value_type = StrengthWord)]
    strength: &'static str,
    /// What was decided; absent as long as nothing is, and for who sees a part of the project only.
    #[schema(required)]
    decided: Option<DecidedBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionCondition)]
struct ConditionBody {
    #[schema(value_type = FieldWord)]
    field: &'static str,
    value: String,
}

/// How often it goes wrong in the group, and among comparable people in the same time.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionSize)]
struct SizeBody {
    n_wrong: u64,
    n: u64,
    others_wrong: u64,
    others: u64,
    /// By how much the share is larger, between 0 and 1; absent when nobody is left to compare with.
    #[schema(required)]
    difference: Option<EstimateBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionSign)]
struct SignBody {
    #[schema(value_type = FailureWord)]
    failure: &'static str,
    size: SizeBody,
}

/// What people to whom it happened did within sixty days, beyond comparable people to whom it did not (as many orders before, in
/// the same month). A link, not yet a cause.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionHarm)]
struct HarmBody {
    /// How many people could be compared.
    n: u64,
    /// The share who order, as a difference.
    #[schema(required)]
    orders: Option<EstimateBody>,
    /// What they spend, as a difference.
    #[schema(required)]
    revenue: Option<EstimateBody>,
    /// The share whose next opinion is bad, as a difference.
    #[schema(required)]
    bad_opinion: Option<EstimateBody>,
    /// How many of them said something.
    n_opinions: u64,
}

/// The people to whom it happened beyond those to whom it would have happened as it does to others, times what each spends less.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionValue)]
struct ValueBody {
    n_people: f64,
    amount: EstimateBody,
}

/// A figure with the ends of its 95 % interval.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionEstimate)]
struct EstimateBody {
    value: f64,
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FrictionDecided)]
struct DecidedBody {
    #[schema(value_type = DecisionWord)]
    decision: &'static str,
    #[schema(required, value_type = Option<EffortWord>)]
    effort: Option<&'static str>,
    decided_ms: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FrictionDecide)]
struct DecideBody {
    #[schema(value_type = DecisionWord)]
    decision: String,
    /// How much work it would be.
    #[serde(default)]
    #[schema(value_type = Option<EffortWord>)]
    effort: Option<String>,
}

/// Finds what customers suffer from.
#[utoipa::path(
    get,
    path = "/api/v1/frictions",
    responses((status = 200, description = "The frictions", body = ListBody))
)]
async fn friction_list(Auth(ctx): Auth, State(frictions): State<Frictions>) -> ApiResult<Json<ListBody>> {
    let found = frictions.list(&ctx).await?;
    let decided = frictions.decisions(&ctx).await?;
    Ok(Json(ListBody {
        frictions: found.frictions.iter().map(|friction| body(friction, &decided)).collect(),
        n_looks: found.n_looks,
        n_events: found.n_events,
        n_left_out: found.n_left_out,
        from_ms: found.from_ms,
        to_ms: found.to_ms,
        currency: found.currency.clone(),
    }))
}

/// Says what is decided of a friction.
#[utoipa::path(
    put,
    path = "/api/v1/frictions/{id}/decision",
    params(("id" = String, Path, description = "Which friction")),
    request_body = DecideBody,
    responses((status = 200, description = "What was decided", body = DecidedBody))
)]
async fn friction_decide(
    Auth(ctx): Auth,
    State(frictions): State<Frictions>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> ApiResult<Json<DecidedBody>> {
    let body: DecideBody = read_json(&bytes)?;
    let decision = Decision::parse(&body.decision)?;
    let effort = body.effort.as_deref().map(Effort::parse).transpose()?;
    Ok(Json((&frictions.decide(&ctx, &id, decision, effort).await?).into()))
}

/// Takes back what was decided of a friction.
#[utoipa::path(
    delete,
    path = "/api/v1/frictions/{id}/decision",
    params(("id" = String, Path, description = "Which friction")),
    responses((status = 204, description = "Nothing is decided"))
)]
async fn friction_undecide(
    Auth(ctx): Auth,
    State(frictions): State<Frictions>,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    frictions.undecide(&ctx, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn body(friction: &Friction, decided: &HashMap<String, Decided>) -> FrictionBody {
    let Friction { id, failure, group, since_ms, size, signs, n_people, harm, value, strength } = friction;
    let condition = |condition: &crate::Condition| ConditionBody {
        field: condition.field.as_str(),
        value: condition.value.clone(),
    };
    FrictionBody {
        id: id.clone(),
        failure: failure.as_str(),
        step: failure.step(),
        group: group.iter().map(condition).collect(),
        since_ms: *since_ms,
        size: size.into(),
        signs: signs
            .iter()
            .map(|Sign { failure, size }| SignBody { failure: failure.as_str(), size: size.into() })
            .collect(),
        n_people: *n_people,
        harm: harm.into(),
        value: value.map(|Value { n_people, amount }| ValueBody { n_people, amount: amount.into() }),
        strength: strength.as_str(),
        decided: decided.get(id).map(Into::into),
    }
}

impl From<&Size> for SizeBody {
    fn from(size: &Size) -> Self {
        let Size { n_wrong, n, others_wrong, others, difference } = *size;
        Self { n_wrong, n, others_wrong, others, difference: difference.map(Into::into) }
    }
}

impl From<&Harm> for HarmBody {
    fn from(harm: &Harm) -> Self {
        let Harm { n, orders, revenue, bad_opinion, n_opinions } = *harm;
        let told = |estimate: Option<Estimate>| estimate.map(Into::into);
        Self { n, orders: told(orders), revenue: told(revenue), bad_opinion: told(bad_opinion), n_opinions }
    }
}

impl From<Estimate> for EstimateBody {
    fn from(estimate: Estimate) -> Self {
        let Estimate { value, low, high } = estimate;
        Self { value, low, high }
    }
}

impl From<&Decided> for DecidedBody {
    fn from(decided: &Decided) -> Self {
        let Decided { decision, effort, decided_ms, .. } = decided;
        Self { decision: decision.as_str(), effort: effort.map(Effort::as_str), decided_ms: *decided_ms }
    }
}
